#include "scenario/scalar.hpp"

#include "scenario/encoding.hpp"
#include "scenario/limits.hpp"
#include "scenario/schema.hpp"
#include "scenario/values.hpp"

#include <cmath>

namespace kdt::scenario {
namespace {

std::string choices_of(const Json& node) {
    std::string all;
    for (const Json& choice : node["enum"]) { all += (all.empty() ? "" : ", ") + choice.get<std::string>(); }
    return all;
}

/// What is within the bounds; "2.5" where at most 1 is allowed is nearly always a percentage.
Text advice_on_bounds(double value, const Json& node) {
    const bool is_rate = kind_of(node) == "rate";
    const double most = node.contains("maximum") ? node["maximum"].get<double>() : 1.0;
    if (is_rate && most <= 5.0 && value > 1.0 && value <= 100.0) {
        const std::string fraction = number_text(Decimal::of(value).times_ten_to(-2).value());
        const std::string hint = fraction + " (" + number_text(value) + " %)";
        return {"是否想写 " + hint + "？", "did you mean " + hint + "?"};
    }
    const std::string within = bounds_of(node);
    return {"写一个 x，使 " + within, "give an x with " + within};
}

class Bounds {
public:
    Bounds(const Json& node, const std::string& pointer, Findings& findings)
        : node_(node), pointer_(pointer), findings_(findings) {}

    void hold(double value, const std::string& as_written) {
        below("minimum", value < limit("minimum"), value, as_written, "不能小于 ", "must be at least ");
        below("exclusiveMinimum", value <= limit("exclusiveMinimum"), value, as_written, "必须大于 ", "must be above ");
        below("maximum", value > limit("maximum"), value, as_written, "不能大于 ", "must be at most ");
        below("exclusiveMaximum", value >= limit("exclusiveMaximum"), value, as_written, "必须小于 ", "must be below ");
    }

private:
    double limit(const char* key) const { return node_.contains(key) ? node_[key].get<double>() : std::nan(""); }

    void below(const char* key, bool broken, double value, const std::string& as_written, const char* zh,
               const char* en) {
        if (!broken) { return; }
        const std::string bound = node_[key].dump();
        Text why{"", ""};
        if (unit_in(node_) == "paths") {
            why = {"（每次抽取的地址最多容纳 2^34 条路径）", " (a draw's address holds at most 2^34 paths)"};
        }
        const Text title = title_of(node_);
        findings_.mistake(pointer_,
                          {"“" + title.zh + "”" + zh + bound + "，却是 " + as_written + why.zh,
                           title.en + " " + en + bound + ", found " + as_written + why.en},
                          advice_on_bounds(value, node_));
    }

    const Json& node_;
    const std::string& pointer_;
    Findings& findings_;
};

void check_money(const Json& value, const Json& node, const std::string& pointer, Unit unit, Findings& findings) {
    const ReadMoney read = money_of(value, unit);
    if (read.fault == MoneyFault::too_large) {
        findings.mistake(
            pointer,
            {"金额 " + shown(value) + " 超过 10 万亿元", shown(value) + " is more than 10 trillion yuan (10 万亿元)"},
            {"检查单位：这里的数字按" + std::string(name_of(unit)) + "理解",
             "check the unit: plain numbers are in " + std::string(name_of(unit))});
    } else if (read.fault == MoneyFault::unknown_unit) {
        findings.mistake(pointer,
                         {"金额 " + shown(value) + " 的单位不认识", "the unit of " + shown(value) + " is not known"},
                         {"用元、万元或亿元", "use 元, 万元 or 亿元"});
    } else if (read.fault) {
        findings.mistake(pointer, {shown(value) + " 不是金额", shown(value) + " is not an amount of money"},
                         {"例如 4800 或 \"4800万元\"", "such as 4800 or \"4800万元\""});
    } else {
        const auto in_unit = static_cast<double>(read.amount.fen.count) / static_cast<double>(fen_per(unit));
        Bounds(node, pointer, findings).hold(in_unit, shown(value));
        if (!read.amount.exact) {
            findings.notice({pointer + "：" + shown(value) + " 细于一分，已四舍五入到分",
                             pointer + ": " + shown(value) + " is finer than a 分 and was rounded to " +
                                 written(read.amount.fen, Unit::yuan)});
        }
    }
}

void check_month(const Json& value, const Json& node, const std::string& pointer, const Frame& frame,
                 Findings& findings) {
    const auto month = month_of(value, frame.as_of);
    if (month) {
        const bool too_early = *month < 1 && value.is_string();
        if (too_early) {
            findings.mistake(pointer,
                             {"月份 " + shown(value) + " 不在基准月之后", shown(value) + " is not after as_of"},
                             {"第 1 个月是基准月的下一个月", "month 1 is the one after as_of"});
        } else {
            Bounds(node, pointer, findings).hold(static_cast<double>(*month), shown(value));
        }
    } else if (!value.is_string() || frame.as_of) {
        findings.mistake(pointer, {shown(value) + " 不是月份", shown(value) + " is not a month"},
                         {"例如 12 或 \"2022-12\"", "such as 12 or \"2022-12\""});
    }
}

void check_choice(const Json& value, const Json& node, const std::string& pointer, Findings& findings) {
    std::vector<std::string> choices;
    for (const Json& choice : node["enum"]) {
        if (choice == value) { return; }
        choices.push_back(choice.get<std::string>());
    }
    const std::string near = findings.nearest_to(value.get<std::string>(), choices);
    const Text advice = near.empty() ? Text{"从中选一个", "choose one of them"}
                                     : Text{"是否想写 \"" + near + "\"？", "did you mean \"" + near + "\"?"};
    findings.mistake(pointer,
                     {shown(value) + " 不在可选值之中（" + choices_of(node) + "）",
                      shown(value) + " is not one of " + choices_of(node)},
                     advice);
}

void check_label(const Json& value, const Json& node, const std::string& pointer, Findings& findings) {
    const Text title = title_of(node);
    const auto& text = value.get_ref<const std::string&>();
    if (node.contains("minLength") && text.empty()) {
        findings.mistake(pointer, {"“" + title.zh + "”是空的", title.en + " is empty"},
                         {"写上它，或删掉这一行", "name it, or take the line out"});
    }
    if (!node.contains("x-lines") && text.find('\n') != std::string::npos) {
        findings.mistake(pointer, {"只能是一行文字，其中有换行", "holds a line break; it must be one line"},
                         {"写成一行；长的说明放在 description 或 note",
                          "make it one line; longer texts go into description or note"});
    }
    if (const std::string unfit = unfit_in(text); !unfit.empty()) {
        findings.mistake(pointer, unfit_text(unfit), take_it_out());
    }
}

/// A key that the block needs, else one that it may have; "" where its keys are ids.
std::string first_key(const Json& node) {
    if (node.contains("required") && !node["required"].empty()) { return node["required"][0].get<std::string>(); }
    if (!node.contains("properties")) { return {}; }
    for (const auto& [key, part] : node["properties"].items()) {
        if (key != "note") { return key; }
    }
    return {};
}

} // namespace

void check_scalar(const Json& value, const Json& node, const std::string& pointer, const Frame& frame,
                  Findings& findings) {
    const std::string_view kind = kind_of(node);
    if (kind == "money") {
        check_money(value, node, pointer, frame.unit, findings);
    } else if (kind == "month") {
        check_month(value, node, pointer, frame, findings);
    } else if (kind == "as_of") {
        if (!frame.as_of) {
            findings.mistake(pointer, {shown(value) + " 不是 \"年-月\"", shown(value) + " is not a year and month"},
                             {"例如 \"2021-12\"", "such as \"2021-12\""});
        }
    } else if (node.contains("enum")) {
        check_choice(value, node, pointer, findings);
    } else if (kind == "label") {
        check_label(value, node, pointer, findings);
    } else if (kind == "rate") {
        if (const auto rate = rate_of(value)) {
            Bounds(node, pointer, findings).hold(*rate, shown(value));
        } else {
            findings.mistake(pointer, {shown(value) + " 不是比率", shown(value) + " is not a rate"},
                             {"例如 0.025 或 \"2.5%\"", "such as 0.025 or \"2.5%\""});
        }
    } else if (value.is_number()) {
        Bounds(node, pointer, findings).hold(value.get<double>(), shown(value));
    }
}

Text wanted_value(const Json& node) {
    const std::string_view kind = kind_of(node);
    if (kind == "money") { return {"金额，例如 4800 或 \"4800万元\"", "an amount such as 4800 or \"4800万元\""}; }
    if (kind == "rate") { return {"小数或百分数，例如 0.025 或 \"2.5%\"", "a rate such as 0.025 or \"2.5%\""}; }
    if (kind == "month") { return {"月份，例如 12 或 \"2022-12\"", "a month such as 12 or \"2022-12\""}; }
    if (kind == "as_of") { return {"年-月，例如 \"2021-12\"", "a year and month such as \"2021-12\""}; }
    if (node.contains("anyOf")) {
        Text all;
        for (const Json& branch : node["anyOf"]) {
            const Text one = wanted_value(branch);
            all.zh += (all.zh.empty() ? "" : "，或") + one.zh;
            all.en += (all.en.empty() ? "" : ", or ") + one.en;
        }
        return all;
    }
    if (node.contains("enum")) { return {"以下之一：" + choices_of(node), "one of " + choices_of(node)}; }
    const std::string type = node.contains("type") && node["type"].is_string() ? node["type"].get<std::string>() : "";
    if (type == "integer") { return {"整数", "a whole number"}; }
    if (type == "number") { return {"数值", "a number"}; }
    if (type == "string") { return {"文字", "a text"}; }
    if (type == "boolean") { return {"true 或 false", "true or false"}; }
    if (type == "array") { return {"列表 [ … ]", "a list [ … ]"}; }
    return {"一个块 { … }", "a block { … }"};
}

Text advice_on_type(const Json& node, const Json& value) {
    if (value.is_string() && read_number(value.get_ref<const std::string&>())) {
        return {"去掉引号", "take the quotes away"};
    }
    const std::string type = node.contains("type") && node["type"].is_string() ? node["type"].get<std::string>() : "";
    if (type == "integer") { return {"写一个整数", "give a whole number"}; }
    if (type == "number") { return {"写一个数，例如 0.5", "give a number such as 0.5"}; }
    if (type == "array") {
        return value.is_object() ? Text{"写成 [ { … } ]，一项也写成列表", "make it [ { … } ], a list even of one"}
                                 : Text{"写成 [ … ]，一项也写成列表", "make it [ … ], a list even of one"};
    }
    if (type == "object") {
        const std::string key = first_key(node);
        return {"写成 { \"" + (key.empty() ? "名称" : key) + "\": … }",
                "make it { \"" + (key.empty() ? "name" : key) + "\": … }"};
    }
    const Text wanted = wanted_value(node);
    return {"改成" + wanted.zh, "make it " + wanted.en};
}

} // namespace kdt::scenario
