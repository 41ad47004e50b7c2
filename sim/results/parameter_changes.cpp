#include "results/parameter_lines.hpp"

#include <map>

namespace kdt::results {
namespace {

/// So many changes are told one by one.
constexpr std::size_t kMostChangesTold = 8;

using ByPointer = std::map<std::string_view, const Parameter*>;

ByPointer by_pointer(const Frame& frame) {
    ByPointer out;
    for (const Parameter& parameter : frame.parameters) { out.emplace(parameter.pointer, &parameter); }
    return out;
}

/// Parameters of two scenarios beside each other, whatever sources they rest on.
class Changes {
public:
    Changes(const Frame& base, const Frame& other) {
        const ByPointer before = by_pointer(base);
        const ByPointer after = by_pointer(other);
        for (const Parameter& parameter : other.parameters) {
            const auto old = before.find(parameter.pointer);
            if (old == before.end()) {
                keep(added_, parameter);
            } else if (old->second->value != parameter.value) {
                keep(before_, *old->second);
                keep(after_, parameter);
            }
        }
        for (const Parameter& parameter : base.parameters) {
            if (!after.contains(parameter.pointer)) { keep(removed_, parameter); }
        }
    }

    Text in_words() {
        const std::vector<ParameterLine> before = lines_of(before_);
        const std::vector<ParameterLine> after = lines_of(after_);
        for (std::size_t i = 0; i < after.size(); ++i) { tell(after[i].name, change(before[i], after[i])); }
        for (const ParameterLine& line : lines_of(added_)) {
            const Text value = with_unit(line.value, line.unit);
            tell(line.name, {value.zh + "（新增）", value.en + " (added)"});
        }
        for (const ParameterLine& line : lines_of(removed_)) { tell(line.name, {"（删去）", "(removed)"}); }
        if (told_ > kMostChangesTold) {
            const std::string others = std::to_string(told_ - kMostChangesTold);
            append(out_, {"另有" + others + "处不同", others + " other differences"});
        }
        return out_;
    }

private:
    static void keep(std::vector<Parameter>& to, const Parameter& parameter) {
        if (is_stress(parameter.pointer)) { return; }
        to.push_back(parameter);
        to.back().source.reset();
    }
    /// A unit that both have is told once.
    static Text change(const ParameterLine& before, const ParameterLine& after) {
        const bool alike = before.unit.zh == after.unit.zh;
        const Text old = alike ? before.value : with_unit(before.value, before.unit);
        return with_unit({old.zh + "→" + after.value.zh, old.en + " → " + after.value.en}, after.unit);
    }
    void tell(const Text& name, const Text& change) {
        if (++told_ > kMostChangesTold) { return; }
        append(out_, {name.zh + " " + change.zh, name.en + " " + change.en});
    }

    std::vector<Parameter> before_; ///< of what is another value, place by place as after_
    std::vector<Parameter> after_;
    std::vector<Parameter> added_;
    std::vector<Parameter> removed_;
    Text out_;
    std::size_t told_ = 0;
};

} // namespace

Text changes_in_words(const Frame& base, const Frame& other) { return Changes(base, other).in_words(); }

} // namespace kdt::results
