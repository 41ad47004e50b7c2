#include "catch.hpp"
#include "engine/trace.hpp"
#include "generator.hpp"
#include "samples.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string>

using namespace kdt;
using namespace kdt::properties;
using engine::EventKind;
using scenario::Scenario;

namespace {

/// What luck gave a loan or an application, whatever was decided about it.
struct Fortune {
    double threshold = 0.0;
    Fen amount;
    int tier = 0;
    int sector = 0;
    friend bool operator==(const Fortune&, const Fortune&) = default;
};

struct Fortunes {
    std::map<std::string, Fortune> of_loan; ///< opening loans and applications, by name
    std::set<std::string> applications;
    std::map<std::string, double> recovery; ///< of loans that default
    int granted = 0;
};

bool is_application(EventKind kind) {
    return kind == EventKind::granted || kind == EventKind::line_granted || kind == EventKind::refused_breaker ||
           kind == EventKind::refused_bank_plan || kind == EventKind::refused_bank_stop ||
           kind == EventKind::refused_capacity;
}

Fortunes fortunes_of(const Scenario& scenario, std::uint64_t path) {
    const engine::Model model = engine::compile(scenario);
    Fortunes out;
    for (const engine::Event& event : engine::trace(model, path).events) {
        const std::string name = engine::name_of(model, event.loan);
        if (event.kind == EventKind::default_event) { out.recovery[name] = event.luck; }
        if (event.kind != EventKind::on_books && !is_application(event.kind)) { continue; }
        out.of_loan[name] = {event.luck, event.amount, event.where.tier, event.where.sector};
        if (event.kind != EventKind::on_books) { out.applications.insert(name); }
        out.granted += event.kind == EventKind::granted || event.kind == EventKind::line_granted ? 1 : 0;
    }
    return out;
}

struct Compared {
    std::size_t loans = 0;
    std::size_t recoveries = 0;
    std::size_t decided_otherwise = 0;
};

/// Every loan and application that both runs know has the same fortune.
void compare(const Fortunes& before, const Fortunes& after, Compared& compared) {
    std::vector<std::string> differing;
    for (const auto& [name, fortune] : before.of_loan) {
        const auto now = after.of_loan.find(name);
        if (now == after.of_loan.end()) { continue; }
        ++compared.loans;
        if (!(now->second == fortune)) { differing.push_back(name); }
    }
    for (const auto& [name, rate] : before.recovery) {
        const auto now = after.recovery.find(name);
        if (now == after.recovery.end()) { continue; }
        ++compared.recoveries;
        if (now->second != rate) { differing.push_back("recovery of " + name); }
    }
    CHECK(differing == std::vector<std::string>{});
    CHECK(before.applications == after.applications);
    compared.decided_otherwise += before.granted != after.granted ? 1 : 0;
}

Scenario base_scenario(std::uint64_t seed) {
    Wishes wishes;
    wishes.tape_only = true;
    wishes.bank_conditions = false;
    Scenario s = random_scenario(seed, wishes);
    s.recovery.cycle_link = scenario::CycleLink::none; // so that the rate shows the draw alone
    return s;
}

/// Enough that in the short run too some decision is changed by each of the changes.
std::uint64_t scenarios_compared() { return std::max<std::uint64_t>(50, count_of(60)); }

Compared compare_with(const std::function<void(Scenario&)>& change) {
    Compared compared;
    for (std::uint64_t seed = 1; seed <= scenarios_compared(); ++seed) {
        const Scenario scenario = base_scenario(seed);
        Scenario changed = scenario;
        change(changed);
        for (std::uint64_t path = 0; path < 3; ++path) {
            INFO("scenario " << seed << ", path " << path);
            compare(fortunes_of(scenario, path), fortunes_of(changed, path), compared);
        }
    }
    return compared;
}

scenario::TapeLoan loan_like(const Scenario& s, const std::string& id, const std::string& borrower) {
    scenario::TapeLoan loan;
    if (!s.portfolio.tape.empty()) { loan = s.portfolio.tape.front(); }
    loan.loan_id = id;
    loan.borrower_id = borrower;
    loan.principal = loan.original_principal = Fen{345'678'901};
    loan.remaining_months = 9;
    loan.months_on_book = 4;
    return loan;
}

/// Takes out what names loans or firms that are no longer there.
void forget_the_gone(Scenario& s) {
    const auto there = [&](const std::string& id) {
        return std::any_of(s.portfolio.tape.begin(), s.portfolio.tape.end(), [&](const scenario::TapeLoan& loan) {
            return loan.loan_id == id || loan.borrower_id == id;
        });
    };
    for (auto& loan : s.portfolio.tape) {
        if (!there(loan.anchor)) { loan.anchor.clear(); }
    }
    std::erase_if(s.stress.defaults,
                  [&](const scenario::DefaultShock& shock) { return !shock.id.empty() && !there(shock.id); });
}

void drop_last_bank(Scenario& s) {
    if (s.banks.size() < 2) { return; }
    s.banks.pop_back();
    const int gone = static_cast<int>(s.banks.size());
    for (auto& top_up : s.pool.top_ups) {
        if (top_up.bank == gone) { top_up.bank.reset(); }
    }
    std::erase_if(s.portfolio.tape, [&](const scenario::TapeLoan& loan) { return loan.bank == gone; });
    std::erase_if(s.stress.bank_stops, [&](const scenario::BankStop& stop) { return stop.bank == gone; });
    forget_the_gone(s);
}

void drop_first_bank(Scenario& s) {
    if (s.banks.size() < 2) { return; }
    s.banks.erase(s.banks.begin());
    std::erase_if(s.portfolio.tape, [](const scenario::TapeLoan& loan) { return loan.bank == 0; });
    for (auto& loan : s.portfolio.tape) { --loan.bank; }
    std::erase_if(s.stress.bank_stops, [](const scenario::BankStop& stop) { return stop.bank == 0; });
    for (auto& stop : s.stress.bank_stops) { --stop.bank; }
    for (auto& top_up : s.pool.top_ups) {
        if (top_up.bank == 0) { top_up.bank.reset(); }
        if (top_up.bank) { --*top_up.bank; }
    }
    forget_the_gone(s);
}

} // namespace

TEST_CASE("luck belongs to identity: a top-up moved or added leaves every loan's luck as it was") {
    const Compared compared = compare_with([](Scenario& s) {
        for (auto& top_up : s.pool.top_ups) { top_up.month += 2; }
        s.pool.top_ups.push_back({1, Fen{777'777'777}});
    });
    CHECK(compared.loans > 20 * scenarios_compared());
    CHECK(compared.recoveries > scenarios_compared() / 2);
    CHECK(compared.decided_otherwise > 0);
}

TEST_CASE("luck belongs to identity: a bank dropped leaves every loan's luck as it was") {
    for (const auto& drop : {drop_last_bank, drop_first_bank}) {
        const Compared compared = compare_with(drop);
        CHECK(compared.loans > 20 * scenarios_compared());
        CHECK(compared.decided_otherwise > 0);
    }
}

TEST_CASE("luck belongs to identity: loans added to the tape leave every other's luck as it was") {
    const Compared compared = compare_with([](Scenario& s) {
        s.portfolio.tape.push_back(loan_like(s, "A first by id", "a new firm"));
        s.portfolio.tape.insert(s.portfolio.tape.begin(), loan_like(s, "Z last by id", "firm 1"));
    });
    CHECK(compared.loans > 20 * scenarios_compared());
    CHECK(compared.recoveries > scenarios_compared() / 2);
}

TEST_CASE("luck belongs to identity: applications refused for want of capacity leave every other's luck as it was") {
    const Compared compared = compare_with([](Scenario& s) {
        s.pool.leverage = scenario::Leverage{s.pool.leverage ? s.pool.leverage->multiple * 0.8 : 2.0,
                                             scenario::LeverageBase::balance, true};
    });
    CHECK(compared.loans > 20 * scenarios_compared());
    CHECK(compared.decided_otherwise > scenarios_compared() / 4);
}

TEST_CASE("luck belongs to identity: other PDs, terms and breakers leave every loan's luck as it was") {
    const Compared compared = compare_with([](Scenario& s) {
        for (auto& tier : s.tiers) { tier.pd = 0.5 * tier.pd + 0.1; }
        for (auto& product : s.products) { product.claim.review_months += 1; }
        s.breakers.clear();
    });
    CHECK(compared.loans > 20 * scenarios_compared());
    CHECK(compared.decided_otherwise > 0);
}

TEST_CASE("luck belongs to identity: early repayment, extension and a draw lag leave every loan's luck as it was") {
    const Compared compared = compare_with([](Scenario& s) {
        for (auto& product : s.products) {
            product.early_repayment = 0.5 * product.early_repayment + 0.2;
            product.extension_probability = 0.5;
            product.extension_months = 4;
            product.draw_lag_months += 1;
        }
    });
    CHECK(compared.loans > 20 * scenarios_compared());
    CHECK(compared.recoveries > scenarios_compared() / 2);
    CHECK(compared.decided_otherwise > 0);
}

TEST_CASE("luck belongs to identity: another seed or path is other luck for every borrower") {
    std::size_t same = 0;
    std::size_t compared = 0;
    for (std::uint64_t seed = 1; seed <= count_of(60); ++seed) {
        const Scenario scenario = base_scenario(seed);
        Scenario reseeded = scenario;
        ++reseeded.seed;
        const Fortunes first = fortunes_of(scenario, 0);
        for (const Fortunes& other : {fortunes_of(scenario, 1), fortunes_of(reseeded, 0)}) {
            for (const auto& [name, fortune] : first.of_loan) {
                const auto now = other.of_loan.find(name);
                if (now == other.of_loan.end()) { continue; }
                ++compared;
                same += now->second.threshold == fortune.threshold ? 1 : 0;
            }
        }
    }
    CHECK(same == 0);
    CHECK(compared > 8 * count_of(60));
}
