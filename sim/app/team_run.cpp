#include "app/team_run.hpp"

#include "app/interrupt.hpp"
#include "app/launcher.hpp"

#include <spdlog/spdlog.h>

namespace kdt::app {

study::CampaignOptions campaign_of(const CommandLine& line, engine::Team& team) {
    study::CampaignOptions options;
    options.simulate.threads = threads_of(team, line.threads);
    options.simulate.cancel = &interrupt_flag();
    options.team = &team;
    options.on_message = [rank = team.rank()](std::size_t bytes, std::int64_t paths) {
        spdlog::debug("process {} sends what {} paths gathered: {:.2f} MB", rank, paths,
                      static_cast<double>(bytes) / 1e6);
    };
    return options;
}

Problems differences_from_first(const std::string& own, engine::Team& team) {
    std::string first = own;
    team.broadcast(first);
    if (first == own) { return {}; }
    const std::string rank = std::to_string(team.rank());
    return {problem_of("mpirun",
                       {"进程 " + rank + " 的命令、程序或输入与进程 0 不同",
                        "process " + rank + " has another command, program or input than process 0"},
                       {"各进程用同一命令与同样的文件", "give all processes one command and the same files"})};
}

bool all_sound(const Problems& problems, Language language, engine::Team& team) {
    const int speaker = engine::first_unwell(team, problems.empty());
    if (speaker == team.rank()) { print_problems(problems, language); }
    return speaker == team.size();
}

} // namespace kdt::app
