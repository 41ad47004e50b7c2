#include "app/launcher.hpp"

#include "app/mpi/mpi_team.hpp"
#include "base/cannot_deliver.hpp"

#include <dlfcn.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <initializer_list>
#include <optional>
#include <string>
#include <thread>

namespace kdt::app {
namespace {

std::optional<int> number_in(std::initializer_list<const char*> names) {
    for (const char* name : names) {
        const char* value = std::getenv(name);
        if (value != nullptr && *value != '\0') { return std::atoi(value); }
    }
    return std::nullopt;
}

/// Launchers tell each process its rank, and most of them how many there are: MPICH, Intel MPI and srun (PMI), Open MPI
/// and srun (PMIx).
std::optional<int> rank_told() { return number_in({"PMI_RANK", "PMIX_RANK", "OMPI_COMM_WORLD_RANK"}); }
std::optional<int> size_told() { return number_in({"PMI_SIZE", "OMPI_COMM_WORLD_SIZE", "SLURM_STEP_NUM_TASKS"}); }

/// Said once, by the first process.
CannotDeliver refusal(Text why) { return CannotDeliver(is_first_process() ? std::move(why) : Text{}); }

} // namespace

bool is_first_process() { return rank_told().value_or(0) == 0; }

std::unique_ptr<engine::Team> team_of_launcher() {
    if (!rank_told() || size_told() == 1) { return std::make_unique<engine::Alone>(); }
    void* library = dlopen(kTeamLibrary, RTLD_NOW | RTLD_GLOBAL);
    void* make = library != nullptr ? dlsym(library, kMakeTeam) : nullptr;
    if (make == nullptr) {
        const std::string why = dlerror();
        throw refusal({"由 mpirun 或 srun 启动了多个进程，但此 kdt 不能使用 MPI（" + why +
                           "）。建议：安装 mpich 与 libmpich-dev 后重新构建，或直接运行 kdt",
                       "several processes were started by mpirun or srun, but this kdt has no MPI (" + why +
                           "). Suggestion: install mpich and libmpich-dev and build again, or run kdt by itself"});
    }
    std::unique_ptr<engine::Team> team(reinterpret_cast<MakeTeam>(make)());
    if (team->size() == 1 && size_told().value_or(1) > 1) {
        throw refusal({"启动程序与此 kdt 的 MPI 不是同一种，各进程互不相识。建议：用构建时那个 MPI 的 mpirun",
                       "the launcher and this kdt have different kinds of MPI, and the processes don't know of one "
                       "another. Suggestion: the mpirun of the MPI it was built with"});
    }
    return team;
}

int threads_of(const engine::Team& team, int wanted) {
    if (wanted > 0 || team.size() == 1) { return wanted; }
    const int free = static_cast<int>(std::thread::hardware_concurrency()); // of those this process is bound to
    const bool bound = free < static_cast<int>(sysconf(_SC_NPROCESSORS_ONLN));
    return bound ? free : std::max(1, free / team.neighbours());
}

} // namespace kdt::app
