#include "scenario/limits.hpp"
#include "scenario/rule_list.hpp"

namespace kdt::scenario {

void check_method(const RuleInput& in) {
    if (in.scenario.method == Method::plain || !in.sound("/credit") || !in.sound("/simulation")) { return; }
    const bool tilts = in.scenario.method == Method::tilt;
    const std::string name = tilts ? "tilt" : "sobol";
    const Text fix{
        "用 \"method\": \"plain\"，或改用带因子的 credit.dependence（如 gaussian）并写 credit.factors",
        "use \"method\": \"plain\", or a credit.dependence with factors (such as gaussian) and credit.factors"};
    const Text act = tilts ? Text{"作用于系统性因子", "moves the systematic factors"}
                           : Text{"用低差异序列抽取系统性因子", "draws the systematic factors from a Sobol sequence"};
    const auto refuse = [&](const Text& why) {
        in.mistake("/simulation/method", {name + " " + act.zh + "，" + why.zh, name + " " + act.en + ", but " + why.en},
                   fix);
    };
    if (in.scenario.credit.dependence == Dependence::given) {
        refuse({"而 given 不抽取任何随机数", "with \"given\" nothing is drawn"});
    } else if (in.scenario.credit.dependence == Dependence::independent) {
        refuse({"而 independent 的违约与因子无关", "defaults under \"independent\" hang on none"});
    } else if (in.scenario.credit.factors.empty()) {
        refuse({"而情景没有因子", "the scenario has none"});
    }
    if (in.scenario.paths > kMostExactPaths) {
        const std::string most = std::to_string(kMostExactPaths);
        in.mistake(
            "/simulation/paths",
            {name + " 由每条路径的精确值加权或分批估计，最多 " + most + " 条路径",
             name + " estimates from the exact scores of each path, of " + most + " paths at most"},
            {"减少路径数（--paths），或用 \"method\": \"plain\"", "fewer paths (--paths), or \"method\": \"plain\""});
    }
}

} // namespace kdt::scenario
