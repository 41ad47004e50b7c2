#include "engine/run_off.hpp"

#include "engine/capacity.hpp"
#include "engine/charges.hpp"
#include "engine/default_months.hpp"
#include "engine/fate.hpp"
#include "engine/fetch.hpp"
#include "engine/funding.hpp"
#include "engine/opening.hpp"
#include "engine/record.hpp"
#include "engine/screen.hpp"

#include <algorithm>
#include <tuple>

namespace kdt::engine {
namespace {

using scenario::Scenario;

/// Nothing is lent, renewed or drawn, and no fees or subsidies hang on who is left.
bool only_ends(const Model& model, const OpeningLoan& loan) {
    const scenario::TapeLoan& row = model.tape[loan.tape_row];
    const scenario::Product& product = model.scenario.products[static_cast<std::size_t>(row.product)];
    const ProductTerms& common = model.product_terms[static_cast<std::size_t>(row.product)];
    return !product.may_be_renewed(row.renewals_used) && row.undrawn == Fen{} && !common.is_charged &&
           !common.draws_life;
}

/// The most that may be claimed for it.
Fen largest_claim(const terms::ClaimTerms& claim, Fen principal, Rate rate) {
    return principal + claim.accrued_interest(principal, rate);
}

/// Its claim is granted and paid in full, whatever else is claimed and whatever the path's luck.
bool is_claimed_alone(const Model& model, const OpeningLoan& loan) {
    const scenario::TapeLoan& row = model.tape[loan.tape_row];
    const scenario::Product& product = model.scenario.products[static_cast<std::size_t>(row.product)];
    const terms::ClaimTerms& claim = product.claim;
    const bool in_full = !claim.cap_per_claim && !claim.cap_per_borrower && !product.public_ceiling &&
                         !product.yearly_cap && claim.lock_in_months == 0 && claim.rejection_probability == 0.0 &&
                         loan.covered.value_or(product.covered == 1.0) &&
                         largest_claim(claim, row.principal, loan.rate) <= kLargestAmount;
    return in_full && model.product_terms[static_cast<std::size_t>(row.product)].is_pools_alone;
}

/// No bank's claims or lending meet a limit of their own, and none has an account.
bool has_plain_banks(const Scenario& scenario) {
    return std::ranges::all_of(scenario.banks, [](const scenario::Bank& bank) {
        return bank.layers.empty() && !bank.yearly_cap.stated() && !bank.opening_balance;
    });
}

/// What a loan recovers is known beforehand, and who defaults hangs on no other default.
bool has_plain_risk(const Scenario& scenario) {
    return scenario.credit.dependence != scenario::Dependence::given && !scenario.credit.contagion &&
           scenario.stress.defaults.empty() &&
           scenario.recovery.distribution == scenario::RecoveryDistribution::constant &&
           scenario.recovery.cycle_link == scenario::CycleLink::none;
}

/// What moves is summed by kind and month. With more of them the sums would be spread too thin.
constexpr std::size_t kMostSums = 65'536;

/// What follows from a default costs some times a default in full to find, and memory to remember.
constexpr double kOftenEnough = 8.0;
constexpr double kMostPlaces = 500'000.0;

auto order_of(const Kind& kind) { return std::tuple(kind.product, kind.bank, kind.tier, kind.sector); }
bool comes_before(const Kind& a, const Kind& b) { return order_of(a) < order_of(b); }

/// Those of the opening book, in order.
std::vector<Kind> kinds_of(const Model& model) {
    std::vector<Kind> kinds;
    for (const OpeningLoan& loan : model.opening) {
        const scenario::TapeLoan& row = model.tape[loan.tape_row];
        kinds.push_back({row.product, row.bank, row.tier, row.sector});
    }
    std::ranges::sort(kinds, comes_before);
    const auto alike = [](const Kind& a, const Kind& b) { return order_of(a) == order_of(b); };
    kinds.erase(std::unique(kinds.begin(), kinds.end(), alike), kinds.end());
    return kinds;
}

/// Whether what of a claim finds no money is lost to it, and nothing comes in on a loan once its claim is due.
bool ends_with_payment(const Model& model, const OpeningLoan& loan) {
    const auto product = static_cast<std::size_t>(model.tape[loan.tape_row].product);
    const terms::ClaimTerms& claim = model.scenario.products[product].claim;
    const int last_receipt = model.scenario.recovery.last_month();
    return model.scenario.pool.on_shortfall == scenario::OnShortfall::bank_bears &&
           claim.due_month(0, last_receipt) >= last_receipt;
}

} // namespace

bool is_run_off(const Model& model) {
    const Scenario& scenario = model.scenario;
    if (!scenario.lending.demand.empty() || !scenario.breakers.empty() || scenario.pool.yearly_cap) { return false; }
    return kinds_of(model).size() * static_cast<std::size_t>(model.months + 1) <= kMostSums &&
           has_plain_banks(scenario) && has_plain_risk(scenario) &&
           std::ranges::all_of(model.opening, [&](const OpeningLoan& loan) {
               return only_ends(model, loan) && is_claimed_alone(model, loan);
           });
}

bool is_worth_it(const Model& model) {
    const double places = Aftermaths::places_for(model);
    double defaults = 0.0;
    for (const OpeningLoan& loan : model.opening) {
        const int exposed = std::min(model.tape[loan.tape_row].remaining_months, model.months);
        defaults += model.classes[loan.risk_class].annual_pd * exposed / 12.0;
    }
    return places <= kMostPlaces && defaults * static_cast<double>(model.scenario.paths) >= kOftenEnough * places;
}

RunOff::RunOff(const Model& model, const Opening& opening, std::size_t most)
    : months_(static_cast<std::size_t>(model.months) + 1), kinds_(kinds_of(model)), aftermaths_(model, opening, most) {
    for (const Loan& loan : opening.loans) {
        const auto kind = std::ranges::lower_bound(kinds_, loan.kind, comes_before);
        loans_.push_back({static_cast<std::uint32_t>(kind - kinds_.begin()), loan.last_month(),
                          loan.schedule.owes_the_same(), loan.schedule.principal});
    }
    touched_.resize(months_);
    is_touched_.resize(kinds_.size() * months_);
    dues_.resize(is_touched_.size());
    flows_.resize(is_touched_.size() * kLines);
    may_run_short_ =
        std::ranges::all_of(model.opening, [&](const OpeningLoan& loan) { return ends_with_payment(model, loan); });
}

bool RunOff::run(const Model& model, std::uint64_t path, PathState& state, tally::PathScores& scores) {
    state.listener = nullptr;
    start_economy(model, path, state, scores);
    find_candidates(model, state);
    find_defaults(model, state);
    add_defaults(model, state);
    restore_contracts(state);
    start_scheme(model, state, scores);
    record_month(model, state, scores, 0);
    for (int month = 1; month <= model.months; ++month) {
        if (model.calendar_month(month) == 1) { renew_commitment(model, state, month); }
        fund(model, state, month);
        const Fen recovered = state.accounts.scheme(Measure::recoveries_to_pool);
        const Fen paid = state.accounts.scheme(Measure::claims_paid);
        book(state.accounts, month);
        state.pool.recover(state.accounts.scheme(Measure::recoveries_to_pool) - recovered);
        const Fen owed = state.accounts.scheme(Measure::claims_paid) - paid;
        if (!pay_claims(state, scores, owed, month)) {
            // A path that is given up leaves nothing to the next.
            for (int left = month + 1; left <= model.months; ++left) { forget(left); }
            return false;
        }
        state.base_after_claims = state.pool.base();
        fix_ceilings(model, state);
        state.accounts.repay(month);
        settle_charges(model, state, month);
        settle_funding(model, state, month);
        record_month(model, state, scores, month);
    }
    record_path(model, state, scores);
    return true;
}

void RunOff::find_defaults(const Model& model, PathState& state) {
    defaults_.clear();
    const std::span<const std::int32_t> months = months_of_candidates(model, state);
    for (std::size_t place = 0; place < months.size(); ++place) {
        if (months[place] == 0) { continue; }
        const std::size_t borrower = state.candidates[place];
        const std::int32_t only = only_loan(model, borrower);
        if (only < 0) {
            note_all_loans(state.opening, borrower, month_of_default(model, state, borrower));
            continue;
        }
        const auto loan = static_cast<std::size_t>(only);
        const int month = months[place] != kUndecided
                              ? months[place]
                              : month_of_default(model, state, borrower, exposure_of(state.opening.loans[loan]));
        if (month > 0) { defaults_.push_back({loan, month, {}}); }
    }
}

void RunOff::note_all_loans(const Opening& opening, std::size_t borrower, int month) {
    if (month == 0) { return; }
    each_contract(opening.loans, opening.borrowers[borrower], [&](std::size_t loan) {
        if (month <= opening.loans[loan].last_month()) { defaults_.push_back({loan, month, {}}); }
    });
}

void RunOff::add_defaults(const Model& model, PathState& state) {
    aftermaths_.start_path();
    for (std::size_t place = 0; place < defaults_.size(); ++place) {
        fetch_defaults(place);
        Default& defaulted = defaults_[place];
        defaulted.aftermath = aftermaths_.of(model, state, defaulted.loan, defaulted.month);
        add_movements(defaulted, model.months);
        add_dues(state.opening, defaulted, model.months);
    }
}

void RunOff::fetch_defaults(std::size_t place) const {
    constexpr std::size_t kPlacesAhead = 16;
    constexpr std::size_t kMovementsAhead = 8;
    if (place + kPlacesAhead >= defaults_.size()) { return; }
    const Default& far = defaults_[place + kPlacesAhead];
    aftermaths_.fetch_place(far.loan, far.month);
    fetch(loans_[far.loan]);
    const Default& near = defaults_[place + kMovementsAhead];
    aftermaths_.fetch_movements(near.loan, near.month);
}

void RunOff::add_movements(const Default& defaulted, int months) {
    const std::size_t kind = loans_[defaulted.loan].kind;
    const auto months_left = static_cast<std::uint32_t>(months - defaulted.month);
    Fen* const flows = flows_.data() + month_of(kind, defaulted.month) * kLines;
    const std::span<const Movement> movements = aftermaths_.movements(defaulted.aftermath);
    for (auto moved = movements.begin(); moved != movements.end() && moved->after <= months_left;) {
        const std::uint32_t after = moved->after;
        note_moved(kind, defaulted.month + static_cast<int>(after));
        for (; moved != movements.end() && moved->after == after; ++moved) { flows[moved->place] += moved->amount; }
    }
}

void RunOff::add_dues(const Opening& opening, const Default& defaulted, int months) {
    const Standing& loan = loans_[defaulted.loan];
    if (loan.owes_the_same) { return take_off(loan.kind, loan.last_month, {Fen{}, loan.principal}, months); }
    const book::Schedule& schedule = opening.loans[defaulted.loan].schedule;
    Accounts::each_due(schedule, 1, defaulted.month,
                       [&](int month, const Accounts::Due& due) { take_off(loan.kind, month, due, months); });
}

void RunOff::take_off(std::size_t kind, int month, const Accounts::Due& due, int months) {
    if (month > months) { return; }
    Accounts::Due& dues = dues_[note_moved(kind, month)];
    dues.step -= due.step;
    dues.payments -= due.payments;
}

std::size_t RunOff::note_moved(std::size_t kind, int month) {
    const std::size_t place = month_of(kind, month);
    if (is_touched_[place] == 0) {
        is_touched_[place] = 1;
        touched_[static_cast<std::size_t>(month)].push_back(static_cast<std::uint32_t>(kind));
    }
    return place;
}

bool RunOff::pay_claims(PathState& state, tally::PathScores& scores, Fen owed, int month) {
    const Fen money = state.pool.pay(owed);
    if (money == owed) { return true; }
    if (!may_run_short_) { return false; }
    leave_to_banks(state.accounts, money, month);
    if (scores.depleted_month == 0) { scores.depleted_month = month; }
    state.worst_shortfall = larger(state.worst_shortfall, state.accounts.scheme(Measure::claims_to_bank));
    return true;
}

void RunOff::leave_to_banks(Accounts& accounts, Fen money, int month) {
    // Claims are paid in order of default month and entity.
    const auto earlier = [](const Default& a, const Default& b) {
        return std::tuple(a.month, a.loan) < std::tuple(b.month, b.loan);
    };
    if (!std::ranges::is_sorted(defaults_, earlier)) { std::ranges::sort(defaults_, earlier); }
    const auto first = std::ranges::lower_bound(defaults_, month - aftermaths_.longest(), {}, &Default::month);
    for (auto defaulted = first; defaulted != defaults_.end() && defaulted->month <= month; ++defaulted) {
        const Fen wanted = claimed(*defaulted, month);
        const Fen missing = wanted - smaller(wanted, money);
        money -= wanted - missing;
        accounts.post(kinds_[loans_[defaulted->loan].kind], Measure::claims_paid, -missing);
        accounts.post(kinds_[loans_[defaulted->loan].kind], Measure::claims_to_bank, missing);
    }
}

Fen RunOff::claimed(const Default& defaulted, int month) const {
    for (const Movement& moved : aftermaths_.movements(defaulted.aftermath)) {
        const bool now = moved.after == static_cast<std::uint32_t>(month - defaulted.month);
        if (now && moved.is_of(Measure::claims_paid)) { return moved.amount; }
    }
    return {};
}

void RunOff::book(Accounts& accounts, int month) {
    for (const std::uint32_t kind : touched_[static_cast<std::size_t>(month)]) {
        const std::size_t place = month_of(kind, month);
        const std::span<const Fen> flows = std::span(flows_).subspan(place * kLines, kLines);
        accounts.post_all(kinds_[kind], aftermaths_.measures(), flows);
        accounts.add_due(kinds_[kind], month, dues_[place]);
    }
    forget(month);
}

void RunOff::forget(int month) {
    std::vector<std::uint32_t>& touched = touched_[static_cast<std::size_t>(month)];
    for (const std::uint32_t kind : touched) {
        const std::size_t place = month_of(kind, month);
        Fen* const flows = flows_.data() + place * kLines;
        for (const Measure measure : aftermaths_.measures()) { flows[static_cast<std::size_t>(measure)] = Fen{}; }
        dues_[place] = {};
        is_touched_[place] = 0;
    }
    touched.clear();
}

double RunOff::bytes_for(const Model& model) {
    const double sums = static_cast<double>(kinds_of(model).size()) * (model.months + 1.0);
    return Aftermaths::bytes_for(model) + sums * (kLines * sizeof(Fen) + sizeof(Accounts::Due)) +
           static_cast<double>(model.opening.size()) * (sizeof(Standing) + sizeof(Default));
}

} // namespace kdt::engine
