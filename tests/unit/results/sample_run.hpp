#pragma once

#include "results/summarise.hpp"
#include "tally/tally.hpp"

#include <array>
#include <memory>
#include <string>
#include <vector>

// A small made-up run, the same on every machine: two years and a half from 2022-06, scores from whole-number formulas,
// names that a careless writer of HTML, Markdown or CSV would trip over.
namespace kdt::sample {

using tally::Measure;

inline constexpr std::int64_t kWan = 1'000'000; ///< 分 in 万元
inline constexpr std::int64_t kTrillion = 1'000'000'000'000;
inline constexpr std::int64_t kOpening = 4'800 * kWan;

inline tally::Shape shape() {
    tally::Shape shape;
    shape.months = 30;
    shape.horizons = {12, 24, 30};
    shape.year_ends = {6, 18, 30};
    shape.banks = 2;
    shape.groups = 6;
    shape.breaker_members = 3;
    shape.breakers = {2, 1};
    shape.targets = 2;
    shape.products = 2;
    shape.accounts = 3;
    shape.cohorts = 10;
    shape.discount.assign(31, 1.0);
    return shape;
}

inline results::Frame frame(std::int64_t paths) {
    results::Frame frame;
    frame.name = "样例 <b>\"科贷通\"</b> & Co";
    frame.description = "=1+1 | `描述` with *stars*\nand a second line";
    frame.sha256 = std::string(64, 'a');
    frame.as_of = CalendarMonth::of(2022, 6);
    frame.horizon_months = 30;
    frame.paths = paths;
    frame.seed = 7;
    frame.version = "0.1.0";
    frame.repeat_command = "kdt run scenario.json --paths 400 --set '/name=\"``x``\"'";
    frame.inputs = {{"scenario", "base|1.json", std::string(64, 'b')}, {"portfolio", "贷款.csv", std::string(64, 'c')}};
    for (const double level : {0.95, 0.99}) { frame.levels.push_back(tally::Level::of(level)); }
    frame.groups = {{{"甲行", "-乙行"}, {"科贷通", "=科融通"}, {"高新|技术"}, {"其他"}}};
    results::BreakerFrame bank;
    bank.id = "银行熔断";
    bank.scope = results::BreakerScope::bank;
    bank.metric = "bad_balance_over_balance";
    bank.warn_above = 0.05;
    bank.stop_above = 0.08;
    bank.resume = "below";
    bank.resume_below = 0.05;
    bank.halts_lending = true;
    bank.review_months = 3;
    bank.members = {"甲行", "-乙行"};
    results::BreakerFrame scheme;
    scheme.id = "全局熔断";
    scheme.metric = "claims_over_lending_in_year";
    scheme.stop_above = 0.05;
    scheme.resume = "after_months";
    scheme.resume_after_months = 6;
    scheme.halts_claims = true;
    scheme.review_months = 12;
    scheme.first_member = 2;
    scheme.members = {""};
    frame.breakers = {bank, scheme};
    frame.targets = {{"5亿-发放", results::TargetReading::disbursed, 1, 12, Fen{50'000 * kWan}, Fen{}, {}},
                     {"=余额", results::TargetReading::outstanding, 12, 12, Fen{20'000 * kWan}, Fen{}, {}}};
    frame.opening_balance = Fen{kOpening};
    frame.accounts = {{"", Fen{2'800 * kWan}}, {"甲行", Fen{1'200 * kWan}}, {"-乙行", Fen{800 * kWan}}};
    frame.multiple = 20.0;
    frame.book.loans = 3;
    frame.book.borrowers = 2;
    frame.book.outstanding = Fen{1'000 * kWan};
    frame.book.by = {{{{"甲行", 2, Fen{600 * kWan}}, {"-乙行", 1, Fen{400 * kWan}}},
                      {{"科贷通", 3, Fen{1'000 * kWan}}, {"=科融通", 0, Fen{}}},
                      {{"高新|技术", 3, Fen{1'000 * kWan}}},
                      {{"其他", 3, Fen{1'000 * kWan}}}}};
    frame.book.largest_share = 0.6;
    frame.book.top10_share = 1.0;
    frame.book.hhi = 0.52;
    frame.implied_pd = {{"高新|技术", {0.0225, 0.0486, 0.0661}, {0.0450, 0.0950, 0.1278}}};
    frame.parameters = {{"/pool/balance",
                         "4800",
                         "总结 <2021>: \"4800万元\" | 见附件",
                         {"资金池 · 资金池余额", "Pool · Balance"},
                         {},
                         false,
                         {"万元", "10k yuan"}},
                        {"/tiers/高新|技术/pd",
                         "0.0225",
                         {},
                         {"企业类型 · 高新|技术 · 年违约概率", "Tiers · 高新|技术 · PD"},
                         Text{"2.25%", "2.25%"},
                         false},
                        {"/credit/seasoning",
                         "second_year_peak",
                         {},
                         {"违约模型 · 账龄曲线", "Credit · Seasoning"},
                         Text{"=第二年最高", "=peak in the second year"},
                         false}};
    for (int month = 0; month < 12; ++month) {
        frame.parameters.push_back({"/lending/seasonality/" + std::to_string(month),
                                    month == 1 ? "0.5" : "1",
                                    "历年台账",
                                    {"新增贷款 · 季节系数", "Lending · Seasonality"},
                                    {},
                                    true});
    }
    frame.warnings = {{"合计行已跳过 <1>", "a total row was skipped <1>"}};
    return frame;
}

/// A loss in 分: none on six paths of ten, then rising with the square of a shuffled number.
inline std::int64_t loss_of(std::int64_t path, std::int64_t paths) {
    const std::int64_t shuffled = path * 173 % paths;
    const std::int64_t over = (shuffled * 10 - paths * 6) * 400 / paths;
    return over <= 0 ? 0 : over * over * 317;
}

/// Each bank's account pays half of the claims, of which the common one takes a tenth off the first; recoveries are
/// halved, all else comes into the common one.
inline void fill_accounts(tally::PathScores& scores, const tally::Shape& shape) {
    using tally::AccountLine;
    for (std::size_t horizon = 0; horizon < shape.horizons.size(); ++horizon) {
        const auto whole = [&](Measure measure) { return scores.at(shape.horizons[horizon], measure); };
        const std::int64_t claims = whole(Measure::claims_paid);
        const std::int64_t back = whole(Measure::recoveries_to_pool);
        const std::int64_t other = whole(Measure::top_ups) + whole(Measure::interest_income);
        const std::array<std::array<std::int64_t, 5>, 3> accounts = {
            {{other, 0, 0, claims / 10, 2'800 * kWan},
             {back / 2, claims / 2, claims / 10, 0, 1'200 * kWan},
             {back - back / 2, claims - claims / 2, 0, 0, 800 * kWan}}};
        for (std::size_t account = 0; account < accounts.size(); ++account) {
            const auto& [received, paid, in, out, opening] = accounts[account];
            const std::array<std::int64_t, 5> lines = {received, paid, in, out, opening + received + in - paid - out};
            for (std::size_t line = 0; line < lines.size(); ++line) {
                scores.accounts[(horizon * accounts.size() + account) * tally::kAccountLines + line] = lines[line];
            }
        }
    }
    scores.account_depleted = {0, scores.depleted_month, 0};
}

inline void fill(tally::PathScores& scores, const tally::Shape& shape, std::int64_t path, std::int64_t paths) {
    scores.clear();
    const std::int64_t loss = loss_of(path, paths);
    for (int month = 0; month <= shape.months; ++month) {
        const auto set = [&](Measure measure, std::int64_t score) { scores.at(month, measure) = score; };
        const std::int64_t claims = loss / 2 * month / shape.months;
        const std::int64_t back = claims / 5;
        const std::int64_t lent = (1'500 * kWan + path * 100'000) * month;
        const std::int64_t top_ups = month >= 6 ? 1'500 * kWan : 0;
        const std::int64_t interest = 6 * kWan * month;
        set(Measure::defaulted_principal, 2 * claims);
        set(Measure::credit_loss, 2 * claims - back);
        set(Measure::loss_to_date, 2 * claims - back);
        set(Measure::default_rate, month == 0 ? 0 : claims * 1'000'000 / (lent / 1'000'000 + 1) / 1'000 * 1'000);
        set(Measure::claims_filed, claims);
        set(Measure::claims_paid, claims);
        set(Measure::recoveries, back);
        set(Measure::recoveries_to_pool, back);
        set(Measure::pool_net_loss, claims - back);
        set(Measure::bank_net_loss, claims);
        set(Measure::disbursed, lent);
        set(Measure::loans_granted, lent / (400 * kWan));
        set(Measure::top_ups, top_ups);
        set(Measure::interest_income, interest);
        const std::int64_t balance = kOpening + top_ups + interest + back - claims;
        set(Measure::pool_balance, balance);
        set(Measure::outstanding, 10'000 * kWan + lent / 3);
        set(Measure::authorised, 10'000 * kWan + lent / 3);
        const bool none = balance < kWan;
        set(Measure::leverage_used,
            none ? tally::kNoScore : (10'000 * kWan + lent / 3) / (balance / 1'000'000) * 1'000);
        set(Measure::capacity_left, 80'000 * kWan - lent / 3);
        set(Measure::bad_balance, claims);
    }
    const auto cell = [&](std::size_t horizon, std::size_t group, Measure measure) -> std::int64_t& {
        return scores.groups[(horizon * 6 + group) * tally::kMeasures + static_cast<std::size_t>(measure)];
    };
    for (std::size_t horizon = 0; horizon < 3; ++horizon) {
        for (std::size_t group = 0; group < 6; ++group) {
            for (std::size_t m = 0; m < tally::kMeasures; ++m) {
                const auto measure = static_cast<Measure>(m);
                if (!tally::info(measure).by_group) { continue; }
                const std::int64_t whole = scores.at(shape.horizons[horizon], measure);
                const std::int64_t part = group % 2 == 0 ? whole / 2 : whole - whole / 2;
                cell(horizon, group, measure) = group < 4 ? part : whole;
            }
        }
    }
    const bool depletes = path * 173 % paths >= paths - 4;
    scores.depleted_month = depletes ? 14 + static_cast<int>(path % 3) : 0;
    scores.shortfall = {0, depletes ? loss / 10 : 0, depletes ? loss / 8 : 0};
    scores.macro_below_zero_month = path % 2 == 0 ? 1 : 0;
    fill_accounts(scores, shape);
    const bool stops = loss > 400 * kWan;
    scores.first_warn = {loss > 0 ? 3 : 0, stops ? 6 : 0, 0};
    scores.first_stop = {stops ? 6 : 0, 0, 0};
    for (int month = 7; stops && month <= 12; ++month) { scores.stopped[static_cast<std::size_t>(month)] = 1; }
    const std::int64_t lent = scores.at(12, Measure::disbursed);
    scores.targets[0] = {lent, lent >= 50'000 * kWan, path % 4 == 0 ? 3 : 0};
    const std::int64_t outstanding = scores.at(12, Measure::outstanding);
    scores.targets[1] = {outstanding, outstanding >= 20'000 * kWan, 0};
    scores.refusals[2] = {path % 3, path % 3 * 300 * kWan};
    scores.granted_principal = {10'000 * kWan, 2'000 * kWan};
    scores.pool_share_of_it = {tally::Int128{5'000 * kWan} * kTrillion, tally::Int128{600 * kWan} * kTrillion};
    for (std::size_t cohort = 0; cohort < 10; ++cohort) {
        scores.cohort_lent[cohort] = 4'500 * kWan;
        scores.cohort_defaulted[cohort * 30 + 4] = loss / 40;
        scores.cohort_defaulted[cohort * 30 + 15] = loss / 50;
    }
}

/// A finished run of `paths` paths.
struct Run {
    std::unique_ptr<tally::Scores> scores;
    std::unique_ptr<tally::Tally> tally;
    results::Results results;
};

inline Run run(std::int64_t paths = 400) {
    Run run;
    run.scores = std::make_unique<tally::Scores>(shape(), paths);
    run.tally = std::make_unique<tally::Tally>(shape(), *run.scores);
    tally::PathScores one;
    one.fit(shape());
    for (std::int64_t path = 0; path < paths; ++path) {
        fill(one, shape(), path, paths);
        run.tally->add(path, one);
    }
    run.tally->finish();
    run.results = results::summarise(frame(paths), *run.scores, *run.tally);
    return run;
}

} // namespace kdt::sample
