#include "results/names.hpp"

#include <algorithm>
#include <array>

namespace kdt::results {
namespace {

const std::array<Text, tally::kMeasures>& measure_names() {
    static const std::array<Text, tally::kMeasures> names = {{
        {"违约本金", "Defaulted principal"},
        {"最终信用损失", "Ultimate credit loss"},
        {"已发生损失", "Loss to date"},
        {"违约率", "Default rate"},
        {"申请补偿", "Claims filed"},
        {"补偿支出", "Claims paid"},
        {"核减补偿", "Claims cut"},
        {"拒绝补偿", "Claims rejected"},
        {"转由银行承担", "Claims left to the bank"},
        {"因追偿注销", "Claims cancelled by recoveries"},
        {"追偿收回", "Recoveries, net of cost"},
        {"追偿返还", "Recoveries to the pool"},
        {"资金池净损失", "Net loss of the pool"},
        {"银行净损失", "Net loss of the banks"},
        {"担保机构净损失", "Net loss of the guarantor"},
        {"保险机构净损失", "Net loss of the insurer"},
        {"再担保净损失", "Net loss of the re-guarantee"},
        {"放款金额", "Lending"},
        {"展期金额", "Extended"},
        {"提前还款", "Repaid early"},
        {"本期注入", "Top-ups"},
        {"触发补充", "Refills"},
        {"利息收入", "Interest income"},
        {"担保费收入", "Fees"},
        {"补助支出合计", "Subsidies"},
        {"贴息支出", "Interest subsidies"},
        {"担保费补助支出", "Guarantee fee subsidies"},
        {"管理费用", "Management cost"},
        {"预算支用", "Budget called"},
        {"其中：奖补资金转入", "of which grants turned into the pool"},
        {"承诺额度更新", "Limit renewed, less what lapsed"},
        {"上缴财政", "Returned to the treasury"},
        {"担保机构收费", "Fees to the guarantor"},
        {"保险机构收费", "Premiums to the insurer"},
        {"预算贴息", "Interest subsidies paid by the budget"},
        {"放款笔数", "Loans granted"},
        {"资金池余额", "Pool balance"},
        {"贷款余额", "Outstanding"},
        {"授信额度", "Authorised lines"},
        {"放大倍数", "Leverage used"},
        {"剩余可用额度", "Capacity left"},
        {"不良贷款余额", "Bad balance"},
        {"待补偿", "Claims waiting"},
        {"其中：超年度上限，待次年一月", "of which put off to January by a yearly cap"},
        {"待到期补偿", "Claims still to fall due"},
        {"银行分户余额", "Balance of banks' accounts"},
        {"公共户余额", "Balance of the common account"},
    }};
    return names;
}

} // namespace

const Text& measure_name(tally::Measure measure) { return measure_names()[static_cast<std::size_t>(measure)]; }

const Text& funder_line_name(tally::FunderLine line) {
    static const std::array<Text, tally::kFunderLines> names = {{
        {"累计出资", "Contributed"},
        {"利息与收费", "Interest and fees"},
        {"利息收入", "Interest"},
        {"担保费收入", "Fees"},
        {"追偿返还", "Recovered"},
        {"上缴财政", "Returned to the treasury"},
        {"累计支出", "Paid"},
        {"补偿支出", "Claims paid"},
        {"贴息与补助支出", "Subsidies"},
        {"管理费用", "Management cost"},
        {"余额", "Balance"},
        {"净出资", "Net contribution"},
    }};
    return names[static_cast<std::size_t>(line)];
}

const Text& group_name(GroupKind kind) {
    static const std::array<Text, kGroupKinds> names = {
        {{"合作银行", "Bank"}, {"产品", "Product"}, {"企业类型", "Firm tier"}, {"行业", "Sector"}}};
    return names[static_cast<std::size_t>(kind)];
}

Text reading_name(TargetReading reading) {
    switch (reading) {
    case TargetReading::disbursed: return {"期间发放", "lent in the window"};
    case TargetReading::cumulative: return {"累计发放（含已发放）", "lent since launch, what was lent before included"};
    case TargetReading::outstanding: return {"期末余额", "outstanding at the date"};
    }
    return {};
}

std::string unit_of(tally::Measure measure, Unit money) {
    switch (tally::info(measure).unit) {
    case tally::ScoreUnit::fen: return name_of(money);
    case tally::ScoreUnit::count: return "笔";
    case tally::ScoreUnit::ratio: return "1";
    case tally::ScoreUnit::times: return "倍";
    }
    return {};
}

std::string stress_in_force(const Frame& frame) {
    constexpr std::string_view kStress = "/stress/";
    constexpr std::string_view kFactors = "/credit/";
    std::string out;
    std::string list; // the list whose entries are being told
    for (const Parameter& parameter : frame.parameters) {
        const std::string_view pointer = parameter.pointer;
        const bool start = pointer.starts_with("/credit/factors/") && pointer.ends_with("/start");
        if (!pointer.starts_with(kStress) && !start) { continue; }
        std::string name(pointer.substr(start ? kFactors.size() : kStress.size()));
        const std::size_t slash = name.rfind('/');
        const bool entry =
            slash != std::string::npos && name.find_first_not_of("0123456789", slash + 1) == std::string::npos;
        if (entry) { name.resize(slash); }
        out +=
            entry && name == list ? ", " + parameter.value : (out.empty() ? "" : "; ") + name + " " + parameter.value;
        list = entry ? name : std::string();
    }
    return out;
}

Text role_name(const std::string& role) {
    if (role == "portfolio") { return {"贷款明细", "loan tape"}; }
    if (role == "defaults") { return {"违约清单", "list of defaults"}; }
    return both(role);
}

std::size_t unsourced(const Frame& frame) {
    const auto without = [](const Parameter& parameter) { return !parameter.source; };
    return static_cast<std::size_t>(std::count_if(frame.parameters.begin(), frame.parameters.end(), without));
}

Text unit_name(Unit unit) {
    switch (unit) {
    case Unit::yuan: return {name_of(unit), "yuan"};
    case Unit::wan: return {name_of(unit), "10k yuan"};
    case Unit::yi: return {name_of(unit), "100m yuan"};
    }
    return {};
}

Text both(std::string text) { return {text, text}; }

} // namespace kdt::results
