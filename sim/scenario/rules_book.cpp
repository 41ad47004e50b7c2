#include "scenario/rule_list.hpp"

#include "scenario/demand.hpp"
#include "scenario/limits.hpp"
#include "scenario/read.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace kdt::scenario {
namespace {

using credit::SizeDistribution;

std::string tier_pointer(const Tier& tier) { return tier.id.empty() ? "/tiers" : child("/tiers", tier.id); }

void need_size(const RuleInput& in, int tier, const Text& why) {
    const Tier& read = in.scenario.tiers[static_cast<std::size_t>(tier)];
    const std::string pointer = child(tier_pointer(read), "loan_size");
    if (read.loan_size || !in.sound(pointer)) { return; }
    in.mistake(
        pointer, {"缺少贷款金额分布，" + why.zh, "the law of loan sizes is missing, " + why.en},
        {"例如 \"loan_size\": {\"mean\": 300, \"sd\": 200}", "such as \"loan_size\": {\"mean\": 300, \"sd\": 200}"});
}

/// Whether the tier's law can be evaluated.
bool has_law(const RuleInput& in, int tier) {
    const Tier& read = in.scenario.tiers[static_cast<std::size_t>(tier)];
    return read.loan_size && in.sound(child(tier_pointer(read), "loan_size"));
}

void need(const RuleInput& in, const Block& size, const char* key, bool positive) {
    if (size.has(key) && (!positive || size.money(key) > Fen{})) { return; }
    const std::string name(key);
    in.mistake(size.pointer(key), {"该分布需要大于 0 的 " + name, "this law needs " + name + " above 0"},
               {"加上它；金额都相同时用 constant", "add it; use constant where all amounts are the same"});
}

void check_law(const RuleInput& in, const Block& size) {
    if (!size.is_object() || !in.sound(size.pointer())) { return; }
    const std::string law = size.text("distribution", "lognormal");
    if (law == "empirical") {
        if (!size.has("values")) {
            in.mistake(size.pointer("values"), {"empirical 需要金额列表", "empirical needs its values"},
                       {"例如 \"values\": [100, 200, 300]", "such as \"values\": [100, 200, 300]"});
        }
        return;
    }
    need(in, size, "mean", true);
    if (law != "constant") { need(in, size, "sd", true); }
    if (law == "constant" && size.money("sd") > Fen{}) {
        in.mistake(size.pointer("sd"), {"constant 的金额没有标准差", "a constant amount has no sd"},
                   {"删掉 sd，或改用 lognormal", "take sd out, or use lognormal"});
    }
    if (size.has("values")) { in.notice(size.pointer("values"), {"只有 empirical 使用", "used by empirical only"}); }
}

/// A demand row is stated in one of three ways.
void check_row_basis(const RuleInput& in, const Block& row, int tier) {
    int stated = 0;
    for (const char* key : {"loans_per_month", "amount_per_month", "applications_per_firm_year"}) {
        stated += row.has(key) ? 1 : 0;
    }
    if (stated != 1) {
        in.mistake(row.pointer(),
                   {"需求应写 loans_per_month、amount_per_month、applications_per_firm_year 中的一个",
                    "a row gives one of loans_per_month, amount_per_month and applications_per_firm_year"},
                   {"留下一个", "keep one of them"});
    }
    const auto& firms = in.scenario.firms[static_cast<std::size_t>(tier)];
    if (row.has("applications_per_firm_year") &&
        std::all_of(firms.begin(), firms.end(), [](double n) { return n == 0.0; })) {
        in.mistake(row.pointer("applications_per_firm_year"), {"该类企业始终没有企业", "this tier never has a firm"},
                   {"在 tiers 中写 firms", "give firms in tiers"});
    }
}

/// Applications expected over the horizon, shocks apart.
double applications_in_all(const Scenario& scenario, const DemandRow& row) {
    double sum = 0.0;
    for (int month = 1; month <= scenario.horizon_months; ++month) {
        sum += expected_applications(scenario, row, month);
    }
    return sum;
}

/// The tiers a product's synthetic loans belong to; empty where nothing says so.
std::set<int> tiers_of(const Scenario& scenario, int product) {
    std::set<int> tiers;
    for (const DemandRow& row : scenario.lending.demand) {
        if (row.product == product && row.loans_per_month > 0.0) { tiers.insert(row.tier); }
    }
    if (tiers.empty() && scenario.tiers.size() == 1) { tiers.insert(0); }
    return tiers;
}

void check_mix(const RuleInput& in, const Block& synthetic) {
    double sum = 0.0;
    for (double share : in.scenario.portfolio.synthetic->mix) { sum += share; }
    if (std::abs(sum - 1.0) <= kShareTolerance || !in.sound(synthetic.pointer("mix"))) { return; }
    const bool absent = !synthetic.has("mix");
    in.mistake(synthetic.pointer("mix"),
               absent ? Text{"有几个产品，需要写明构成", "there are several products, so the mix is needed"}
                      : Text{"各产品比例合计 " + sum_text(sum) + "，应为 1",
                             "the shares sum to " + sum_text(sum) + ", not to 1"},
               {"各产品比例之和为 1", "let the products' shares sum to 1"});
}

/// How many loans the synthetic book of one product would have, at least.
void check_synthetic_count(const RuleInput& in, const Block& synthetic, int product, double amount,
                           const std::set<int>& tiers) {
    constexpr double kMostLoans = 1e6;
    double smallest = std::numeric_limits<double>::infinity();
    for (int tier : tiers) {
        if (has_law(in, tier)) {
            const double cap = largest_line(in.scenario, product, tier);
            smallest =
                std::min(smallest, in.scenario.tiers[static_cast<std::size_t>(tier)].loan_size->capped_mean(cap));
        }
    }
    if (amount / smallest > kMostLoans) {
        in.mistake(synthetic.pointer("outstanding"),
                   {"按平均金额需要超过一百万笔贷款", "at the mean loan size this takes more than a million loans"},
                   {"检查余额与贷款金额的单位", "check the units of the balance and of loan_size"});
    }
}

} // namespace

void check_size_laws(const RuleInput& in) {
    for (const auto& [id, tier] : in.root.block("tiers").members()) {
        check_law(in, tier.block("loan_size"));
        check_law(in, tier.block("revenue"));
    }
}

void check_weights(const RuleInput& in) {
    for (const char* key : {"banks", "sectors"}) {
        const Block members = in.root.block(key);
        if (!members.is_object() || !in.sound(members.pointer())) { continue; }
        double sum = 0.0;
        for (const auto& [id, member] : members.members()) { sum += member.rate("weight", 1.0); }
        if (sum <= 0.0) {
            in.mistake(members.pointer(), {"权重合计须大于 0", "the weights must have a sum above 0"},
                       {"至少一个权重大于 0", "give one of them a weight above 0"});
        }
    }
}

void check_opening_book(const RuleInput& in) {
    const Block portfolio = in.root.block("portfolio");
    const bool file = portfolio.has("file");
    const bool synthetic = portfolio.has("synthetic");
    if (file && synthetic) {
        in.mistake(portfolio.pointer("synthetic"),
                   {"贷款明细与合成贷款只能二选一", "the book is either a tape or synthetic, not both"},
                   {"删掉其中一个", "take one of them out"});
    }
    if (portfolio.is_object() && !file && !synthetic && in.sound("/portfolio")) {
        in.mistake("/portfolio", {"没有写 file 或 synthetic", "it has neither file nor synthetic"},
                   {"加上其中一个；没有期初贷款时删掉 portfolio",
                    "add one of them; leave portfolio out if there is no opening book"});
    }
    if (!portfolio.there() && in.scenario.lending.demand.empty() && in.sound("/lending")) {
        in.mistake("/portfolio",
                   {"既没有期初贷款也没有新增贷款，无可模拟",
                    "there is neither an opening book nor new lending: nothing to simulate"},
                   {"加上 portfolio 或 lending", "add portfolio or lending"});
    }
}

void check_tape(const RuleInput& in) {
    if (in.root.has("tiers") || in.scenario.credit.dependence == Dependence::given) { return; }
    if (!in.findings.problems().empty()) { return; } // a cell that could not be read is no missing one
    std::size_t without = 0;
    std::string first;
    for (const TapeLoan& loan : in.scenario.portfolio.tape) {
        if (loan.pd) { continue; }
        if (without++ == 0) { first = loan.loan_id; }
    }
    if (without == 0) { return; }
    const std::string count = std::to_string(without);
    in.mistake("/portfolio/file",
               {count + " 笔贷款没有违约概率（第一笔 " + first + "），情景也没有企业类型",
                count + " loan(s) have no PD (the first is " + first + "), and the scenario has no tiers"},
               {"在明细中填写 pd，或在情景中加上 tiers", "fill in pd in the tape, or add tiers"});
}

void check_synthetic_book(const RuleInput& in) {
    const Block synthetic = in.root.block("portfolio").block("synthetic");
    if (!in.scenario.portfolio.synthetic || !in.sound(synthetic.pointer()) || !in.sound("/products")) { return; }
    check_mix(in, synthetic);
    if (!in.sound("/lending/demand")) { return; }
    const SyntheticBook& book = *in.scenario.portfolio.synthetic;
    for (std::size_t product = 0; product < book.mix.size(); ++product) {
        if (book.mix[product] <= 0.0) { continue; }
        const auto place = static_cast<int>(product);
        const std::set<int> tiers = tiers_of(in.scenario, place);
        if (tiers.empty()) {
            const std::string& id = in.scenario.products[product].id;
            in.mistake(
                child(synthetic.pointer("mix"), id),
                {"不知道该产品的贷款属于哪些企业类型", "nothing says which tiers this product's loans belong to"},
                {"在 lending.demand 中写该产品的需求", "give the product's demand in lending.demand"});
        }
        for (int tier : tiers) { need_size(in, tier, {"合成贷款要用", "which the synthetic book is made from"}); }
        check_synthetic_count(in, synthetic, place, book.mix[product] * static_cast<double>(book.outstanding.count),
                              tiers);
    }
}

namespace {

/// Where the cap stands that leaves a row the smallest lines.
std::string least_cap(const Scenario& scenario, const DemandRow& row) {
    const Product& product = scenario.products[static_cast<std::size_t>(row.product)];
    const Tier& tier = scenario.tiers[static_cast<std::size_t>(row.tier)];
    const double least = largest_line(scenario, row.product, row.tier);
    const auto is_least = [&](const std::optional<Fen>& cap) {
        return cap && static_cast<double>(cap->count) == least;
    };
    if (is_least(scenario.lending.borrower_cap)) { return "/lending/borrower_cap"; }
    const bool by_product = is_least(product.borrower_cap);
    return child(by_product ? child("/products", product.id) : child("/tiers", tier.id), "borrower_cap");
}

} // namespace

void check_demand(const RuleInput& in) {
    if (!in.sound("/lending") || !in.sound("/products") || !in.sound("/stress")) { return; }
    constexpr double kMostApplications = 2e7;
    double applications = 0.0;
    double money = 0.0;
    for (const DemandRow& row : in.scenario.lending.demand) {
        need_size(in, row.tier, {"新增贷款要用", "which new loans are drawn from"});
        if (!has_law(in, row.tier)) { continue; }
        const credit::SizeLaw& law = *in.scenario.tiers[static_cast<std::size_t>(row.tier)].loan_size;
        const double cap = largest_line(in.scenario, row.product, row.tier);
        if (law.floor > cap) {
            in.mistake(least_cap(in.scenario, row),
                       {"单户上限低于贷款的最低金额", "the borrower cap is below the least loan size (min)"},
                       {"检查两者的单位", "check the units of both"});
            continue;
        }
        const double expected = applications_in_all(in.scenario, row);
        applications += expected;
        money += expected * law.capped_mean(cap);
    }
    if (applications > kMostApplications || money > static_cast<double>(kLargestAmount.count)) {
        in.mistake("/lending/demand",
                   {"期内预计申请超过两千万笔或 10 万亿元",
                    "more than 20 million applications, or 10 trillion yuan, are expected over the horizon"},
                   {"检查 loans_per_month 与 growth_per_year", "check loans_per_month and growth_per_year"});
    }
}

void check_demand_rows(const RuleInput& in) {
    if (!in.sound("/tiers")) { return; }
    for (const auto& [product, rows] : in.root.block("lending").block("demand").members()) {
        for (const auto& [tier, row] : rows.members()) {
            if (row.is_object()) { check_row_basis(in, row, place_in(in.scenario.tiers, tier)); }
        }
    }
}

void check_collateral(const RuleInput& in) {
    for (const auto& [id, tier] : in.root.block("tiers").members()) {
        const Block collateral = tier.block("collateral");
        if (!collateral.is_object() || !in.sound(collateral.pointer())) { continue; }
        double sum = 0.0;
        for (const auto& [name, probability] : collateral.members()) { sum += probability.as_rate().value_or(0.0); }
        if (sum <= 1.0 + kShareTolerance) { continue; }
        in.mistake(collateral.pointer(),
                   {"各种抵押的概率合计 " + sum_text(sum) + "，超过 1",
                    "the probabilities of the kinds sum to " + sum_text(sum) + ", more than 1"},
                   {"合计不超过 1，余下的是信用贷款", "let them sum to 1 at most; the rest is pure credit"});
    }
}

void check_promotions(const RuleInput& in) {
    for (const auto& [id, tier] : in.root.block("tiers").members()) {
        const Block to = tier.block("promote").block("to");
        if (to.as_text() == id) {
            in.mistake(to.pointer(), {"不能升为自己", "a tier does not rise to itself"},
                       {"写另一个企业类型", "name another tier"});
        }
    }
}

void check_given(const RuleInput& in) {
    const Block credit = in.root.block("credit");
    const bool has_file = credit.has("defaults_file");
    if (in.scenario.credit.dependence != Dependence::given) {
        if (has_file) {
            in.notice(credit.pointer("defaults_file"),
                      {"只有 dependence 为 given 时使用", "used with dependence \"given\" only"});
        }
        return;
    }
    if (!has_file) {
        in.mistake(credit.pointer("defaults_file"), {"given 需要违约清单", "given needs its list of defaults"},
                   {"例如 \"defaults_file\": \"defaults.csv\"", "such as \"defaults_file\": \"defaults.csv\""});
    }
    if (in.root.block("simulation").has("paths") && in.scenario.paths != 1) {
        in.notice("/simulation/paths", {"违约已给定，只有一条路径", "defaults are stated, so there is one path"});
    }
    if (in.root.block("simulation").has("precision")) {
        in.mistake("/simulation/precision",
                   {"违约已给定，没有抽样误差", "with stated defaults there is no sampling error"},
                   {"去掉此项", "leave it out"});
    }
    const Text why{"违约已给定时不抽取任何随机数", "with stated defaults nothing is drawn"};
    const Block lending = in.root.block("lending");
    if (!lending.there()) { return; }
    if (in.scenario.lending.counts != Counts::smoothed) {
        in.mistake(lending.pointer("counts"), why, {"用 \"counts\": \"smoothed\"", "use \"counts\": \"smoothed\""});
    }
    if (in.scenario.lending.demand_volatility != 0.0) {
        in.mistake(lending.pointer("demand_volatility"), why, {"设为 0", "set it to 0"});
    }
    for (const DemandRow& row : in.scenario.lending.demand) {
        const Tier& tier = in.scenario.tiers[static_cast<std::size_t>(row.tier)];
        const std::string pointer = child(child(tier_pointer(tier), "loan_size"), "distribution");
        if (tier.loan_size && tier.loan_size->distribution != SizeDistribution::constant && in.sound(pointer)) {
            in.mistake(pointer, why, {"用 \"distribution\": \"constant\"", "use \"distribution\": \"constant\""});
        }
    }
}

} // namespace kdt::scenario
