#include "catch.hpp"
#include "cli/process.hpp"
#include "short_run.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <sstream>

// The comparison of the gallery: the same loans and the same luck under every contract. What a row shows adds up, the
// losses are the same in all, and where a contract is a flat share its row follows by hand.
namespace {

namespace fs = std::filesystem;
using testing::read_file;
using testing::run_kdt;
using testing::TemporaryFolder;

const fs::path kCompare = fs::path(KDT_SOURCE_DIR) / "scenarios/schemes/compare";
constexpr const char* kEnd = "60";

std::vector<fs::path> compared_rows() {
    std::vector<fs::path> rows;
    for (const auto& entry : fs::directory_iterator(kCompare / "rows")) { rows.push_back(entry.path()); }
    std::sort(rows.begin(), rows.end());
    return rows;
}

/// "rows/13_chengdu_政银担.json" is laid over schemes/chengdu.
fs::path scenario_under(const fs::path& row) {
    const std::string name = row.stem().string().substr(3);
    const std::string scheme = name.substr(0, name.find('_'));
    const fs::path own = kCompare.parent_path() / scheme / "scenario.json";
    return fs::exists(own) ? own : kCompare.parent_path().parent_path() / scheme / "base.json";
}

nlohmann::json compared(const fs::path& row, const std::vector<std::string>& settings, const std::string& paths) {
    const TemporaryFolder folder;
    std::vector<std::string> words{"run",
                                   scenario_under(row).string(),
                                   "--with",
                                   (kCompare / "common.json").string(),
                                   "--with",
                                   row.string(),
                                   "--paths",
                                   paths,
                                   "--quiet",
                                   "--format",
                                   "json",
                                   "--out",
                                   (folder / "r").string()};
    for (const std::string& setting : settings) { words.insert(words.end(), {"--set", setting}); }
    const auto run = run_kdt(words);
    INFO(run.err);
    REQUIRE(run.exit == 0);
    return nlohmann::json::parse(read_file(folder / "r/summary.json"));
}

/// The mean of a measure at the end, or its standard error; 0 where the scheme has no such measure.
double figure(const nlohmann::json& summary, const std::string& measure, const char* part = "value") {
    const auto& all = summary["measures"];
    return all.contains(measure) ? all[measure][kEnd]["mean"][part].get<double>() : 0.0;
}

/// A row whose contract is a share of every loss, with nothing that caps it.
struct FlatShare {
    std::string row;
    double pool;
    double guarantor;
    bool on_net_loss; ///< else the pool pays on the defaulted principal and shares in recoveries
    bool cash;        ///< made large enough that it never runs out
};

const std::vector<FlatShare>& flat_shares() {
    static const std::vector<FlatShare> all = {
        {"01_jiangxi-2015", 0.5, 0.0, true, true},  {"07_ningxia", 0.8, 0.0, false, true},
        {"11_hangzhou", 0.4, 0.4, false, true},     {"14_chengdu_政银", 0.3, 0.0, false, true},
        {"16_anhui_担保贷", 0.2, 0.6, false, true}, {"21_eu-cosme", 0.5, 0.0, false, true},
        {"22_sba-7a", 0.75, 0.0, false, false},
    };
    return all;
}

/// Sums hold on every path: the sanitizers' short run looks at fewer.
std::string paths_added_up() { return kdt::is_short_run() ? "30" : "300"; }

nlohmann::json flat_run(const FlatShare& flat, std::vector<std::string> settings, const std::string& paths) {
    if (flat.cash) { settings.emplace_back("/pool/balance=1000000"); }
    return compared(kCompare / "rows" / (flat.row + ".json"), settings, paths);
}

/// Expected defaulted principal in 万元, where firms default independently: a loan with r months left is exposed for
/// them and for two renewals of twelve, at the yearly PD of its tier.
double expected_defaults() {
    const auto tiers = nlohmann::json::parse(read_file(kCompare / "common.json"))["tiers"];
    std::istringstream lines(read_file(kCompare / "loans.csv"));
    std::string line;
    std::getline(lines, line);
    double sum = 0.0;
    while (std::getline(lines, line)) {
        std::vector<std::string> cells;
        std::istringstream row(line);
        for (std::string cell; std::getline(row, cell, ',');) { cells.push_back(cell); }
        const double pd = tiers[cells[3]]["pd"].get<double>();
        sum += std::stod(cells[5]) * (1.0 - std::pow(1.0 - pd, (std::stod(cells[7]) + 24.0) / 12.0));
    }
    return sum;
}

} // namespace

TEST_CASE("comparison: what is filed is paid, waits, is cut, rejected, left to the bank or cancelled, in every row",
          "[long]") {
    double whole_loss = 0.0;
    for (const fs::path& row : compared_rows()) {
        INFO(row.string());
        const nlohmann::json summary = compared(row, {}, paths_added_up());
        const auto of = [&](const char* measure) { return figure(summary, measure); };
        CHECK(of("claims_filed") == Approx(of("claims_paid") + of("claims_waiting") + of("claims_cut") +
                                           of("claims_rejected") + of("claims_to_bank") + of("claims_cancelled"))
                                        .margin(1e-6));
        const double loss = of("pool_net_loss") + of("bank_net_loss") + of("guarantor_net_loss") +
                            of("insurer_net_loss") + of("reguarantee_net_loss");
        if (whole_loss == 0.0) { whole_loss = loss; }
        CHECK(loss == Approx(whole_loss).margin(1e-6)); // the same loans, the same luck
        CHECK(loss == Approx(of("loss_to_date")).margin(1e-6));
        CHECK(loss == Approx(of("credit_loss")).margin(1e-6)); // all recoveries are in
        CHECK(of("claims_pending") == 0.0);
        CHECK(of("outstanding") == 0.0);
        const auto& depleted = summary["probabilities"]["pool_depleted"][kEnd];
        if (depleted["events"] == 0) { CHECK(of("claims_waiting") == 0.0); }
    }
}

TEST_CASE("comparison: a flat share of the common losses, by hand", "[long]") {
    const nlohmann::json common = flat_run(flat_shares().back(), {}, paths_added_up());
    const double defaulted = figure(common, "defaulted_principal");
    const double loss = figure(common, "loss_to_date");
    for (const FlatShare& flat : flat_shares()) {
        INFO(flat.row);
        const nlohmann::json summary = flat_run(flat, {}, paths_added_up());
        const double paid = flat.pool * (flat.on_net_loss ? loss : defaulted);
        // Each of some ten claims is rounded to the 分: 1e-5 万元 in all.
        CHECK(figure(summary, "claims_paid") == Approx(paid).margin(1e-5));
        CHECK(figure(summary, "pool_net_loss") == Approx(flat.pool * loss).margin(1e-5));
        CHECK(figure(summary, "guarantor_net_loss") == Approx(flat.guarantor * loss).margin(1e-5));
        CHECK(figure(summary, "bank_net_loss") == Approx((1 - flat.pool - flat.guarantor) * loss).margin(1e-5));
    }
}

TEST_CASE("comparison: expected payments of flat shares where firms default independently, from PDs and contracts",
          "[long]") {
    constexpr double kNetRecovery = 0.2 * (1 - 0.08);
    constexpr double kWidest = 4.0; // two figures of seven rows: a chance of 1e-3 that any errs more
    const double defaulted = expected_defaults();
    const double loss = defaulted * (1 - kNetRecovery);
    const std::size_t rows = kdt::is_short_run() ? 2 : flat_shares().size();
    for (std::size_t row = 0; row < rows; ++row) {
        const FlatShare& flat = flat_shares()[row];
        INFO(flat.row);
        const nlohmann::json summary = flat_run(flat, {"/credit/dependence=independent"}, "1000");
        const double paid = flat.pool * (flat.on_net_loss ? loss : defaulted);
        CHECK(std::abs(figure(summary, "claims_paid") - paid) < kWidest * figure(summary, "claims_paid", "se"));
        CHECK(std::abs(figure(summary, "pool_net_loss") - flat.pool * loss) <
              kWidest * figure(summary, "pool_net_loss", "se"));
    }
}

TEST_CASE("comparison: the losses shown in a row of the table add up to the same sum in all") {
    const std::string readme = read_file(kCompare.parent_path().parent_path() / "README.md");
    const auto begin = readme.find("<!-- table: begin -->");
    std::istringstream lines(readme.substr(begin, readme.find("<!-- table: end -->") - begin));
    double whole = 0.0;
    std::size_t rows = 0;
    for (std::string line; std::getline(lines, line);) {
        std::vector<std::string> cells;
        std::istringstream row(line);
        for (std::string cell; std::getline(row, cell, '|');) { cells.push_back(cell); }
        if (cells.size() < 10 || cells[2].find("±") == std::string::npos) { continue; }
        ++rows;
        double sum = 0.0;
        for (const std::size_t losses : {4, 6, 7}) { // pool, bank, others
            std::string digits = cells[losses].substr(0, cells[losses].find("±"));
            std::erase(digits, ',');
            sum += std::stod(digits);
        }
        INFO(line);
        if (whole == 0.0) { whole = sum; }
        CHECK(std::abs(sum - whole) <= 3.0); // each of three is rounded to 万元
    }
    CHECK(rows == compared_rows().size());
}
