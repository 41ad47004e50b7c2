#include "app/log.hpp"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <cstdlib>

namespace kdt::app {

void set_up_log(const std::string& level) {
    const auto sink = std::make_shared<spdlog::sinks::stderr_color_sink_mt>();
    const char* no_color = std::getenv("NO_COLOR");
    if (no_color != nullptr && *no_color != '\0') { sink->set_color_mode(spdlog::color_mode::never); }
    auto logger = std::make_shared<spdlog::logger>("kdt", sink);
    logger->set_level(spdlog::level::from_str(level));
    // Clock times help whoever looks for where time goes, and are noise to everybody else.
    logger->set_pattern(level == "debug" ? "%T.%e %^%l%$ %v" : "%^%l%$ %v");
    spdlog::set_default_logger(std::move(logger));
}

} // namespace kdt::app
