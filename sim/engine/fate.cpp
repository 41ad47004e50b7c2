#include "engine/fate.hpp"

#include "engine/charges.hpp"
#include "engine/loan_terms.hpp"

#include "random/normal.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kdt::engine {
namespace {

using random::Purpose;

double seasons(const Model& model, int from_age, int to_age) {
    return model.seasoning_sum[static_cast<std::size_t>(to_age)] -
           model.seasoning_sum[static_cast<std::size_t>(from_age)];
}

/// μ·λ of a class, which is of this sector, in a factor period.
double work_out_hazard(const Model& model, const PathState& state, std::size_t risk_class, std::size_t sector,
                       int period) {
    const RiskClass& risk = model.classes[risk_class];
    const auto place = sector * static_cast<std::size_t>(model.periods) + static_cast<std::size_t>(period);
    return risk.hazard_share * credit::conditional_hazard(risk.model, state.economy[place]);
}

/// Calls visit(first month, last month, hazard per unit of seasoning) for each factor period the contract spans.
template <class HazardIn, class Visit>
void for_each_segment(const Model& model, const Exposure& loan, HazardIn hazard_in, Visit visit) {
    const int end = std::min(loan.last_month, model.months);
    int period = model.period_of(loan.first_month);
    for (int month = loan.first_month; month <= end; ++period) {
        const int last = std::min(end, (period + 1) * model.period_months);
        if (!visit(month, last, hazard_in(period))) { return; }
        month = last + 1;
    }
}

/// Hazards that the path asks for more than once.
auto known_hazards(const Model& model, PathState& state, const Exposure& loan) {
    return [&model, &state, risk_class = loan.risk_class](int period) {
        return hazard_per_season(model, state, risk_class, period);
    };
}

/// Hazards of a class that one borrower alone is of.
auto fresh_hazards(const Model& model, const PathState& state, const Exposure& loan) {
    return [&model, &state, risk_class = loan.risk_class, sector = loan.sector](int period) {
        return work_out_hazard(model, state, risk_class, sector, period);
    };
}

/// U ≥ exp(−H) is needed to default at accumulated hazard H, and exp(−H) ≥ 1 − H: this tells most survivors from their
/// leading word alone. The margin covers rounding.
bool surely_survives(std::uint32_t first_word, double hazard) {
    const double most = (static_cast<double>(first_word) + 1.0) * 0x1p-32;
    return most < 1.0 - hazard * (1.0 + 1e-9) - 1e-15;
}

/// What a hazard that grows is compared with.
struct Threshold {
    double value = 0.0;
    double margin = 0.0; ///< what `value` may err by
    bool close = false;  ///< some hazard came as near as that

    bool is_reached_by(double hazard) {
        close = close || std::abs(hazard - value) <= margin;
        return hazard >= value;
    }
};

/// From the leading word of a borrower's draw alone: the middle of what it leaves open.
Threshold threshold_about(std::uint32_t first_word) {
    if (first_word == 0) { return {0.0, std::numeric_limits<double>::infinity()}; } // it may be as large as it likes
    const double u = random::coarse_uniform_of(first_word);
    return {-std::log(u), 0x1p-32 / u};
}

/// The borrower's threshold from the word of it that is known.
double threshold_from(const random::Luck& luck, const Borrower& borrower) {
    if (luck.is_median()) { return threshold_of(luck, borrower.entity); }
    const std::uint32_t second_word = luck.word(Purpose::default_threshold, borrower.entity, 1);
    return -std::log(random::uniform_of(borrower.first_word, second_word));
}

void put_default(PathState& state, std::size_t borrower, int month) {
    touch(state, borrower);
    state.borrowers[borrower].default_month = month;
    if (month > 0) { state.defaulting[static_cast<std::size_t>(month)].push_back(borrower); }
}

int month_in_segment(const Model& model, const Exposure& loan, int first, int last, double per_season, double before,
                     Threshold& threshold) {
    const int age_before = loan.age_in(first) - 1;
    for (int month = first; month < last; ++month) {
        const double hazard = before + per_season * seasons(model, age_before, loan.age_in(month));
        if (threshold.is_reached_by(hazard)) { return month; }
    }
    return last;
}

/// What a contract adds to the hazard of a borrower that lives through it.
double hazard_over(const Model& model, PathState& state, const Exposure& loan, double before) {
    double total = before;
    const auto hazards = known_hazards(model, state, loan);
    for_each_segment(model, loan, hazards, [&](int first, int last, double per_season) {
        total += per_season * seasons(model, loan.age_in(first) - 1, loan.age_in(last));
        return true;
    });
    return total;
}

/// The greatest μ·λ of a class over the periods of the path.
double most_per_season(const Model& model, PathState& state, std::size_t risk_class) {
    double& known = state.most_multiplier[risk_class];
    if (known < 0.0) {
        state.asked_most.push_back(risk_class);
        for (int period = 0; period < model.periods; ++period) {
            known = std::max(known, hazard_per_season(model, state, risk_class, period));
        }
    }
    return known;
}

/// Whether a new borrower's threshold is beyond what its contract could add in the worst of the periods: most are told
/// to survive without going through theirs.
bool is_passed_over(const Model& model, PathState& state, const Borrower& borrower) {
    const Loan& loan = state.loans[static_cast<std::size_t>(borrower.last_contract)];
    const int exposed = std::max(0, std::min(loan.last_month(), model.months) - loan.first_month + 1);
    const double most =
        most_per_season(model, state, loan.risk_class) * seasons(model, loan.age_before, loan.age_before + exposed);
    return surely_survives(borrower.first_word, most);
}

/// When a borrower defaults under a contract, its only one at a time: whole factor periods are summed at once, until
/// the threshold is reached. 0: it lives through it. `hazard` grows by what it accumulates.
template <class HazardIn>
int month_under(const Model& model, const Exposure& loan, HazardIn hazard_in, Threshold& threshold, double& hazard) {
    int month = 0;
    for_each_segment(model, loan, hazard_in, [&](int first, int last, double per_season) {
        const double before = hazard;
        hazard += per_season * seasons(model, loan.age_in(first) - 1, loan.age_in(last));
        if (!threshold.is_reached_by(hazard)) { return true; }
        month = month_in_segment(model, loan, first, last, per_season, before, threshold);
        return false;
    });
    return month;
}

/// The same for a borrower of the opening book; the leading word of its threshold nearly always tells the month.
template <class HazardIn>
int month_by(const Model& model, PathState& state, std::size_t borrower, const Exposure& loan, HazardIn hazard_in) {
    Threshold near = threshold_about(state.shared.opening_threshold(borrower));
    double hazard = 0.0;
    const int month = month_under(model, loan, hazard_in, near, hazard);
    if (!near.close) { return month; }
    Threshold exact{threshold_of(state.luck, state.opening.borrowers[borrower].entity)};
    hazard = 0.0;
    return month_under(model, loan, hazard_in, exact, hazard);
}

/// For a borrower without an anchor.
void find_default(const Model& model, PathState& state, std::size_t place) {
    Borrower& borrower = state.borrowers[place];
    const Loan& loan = state.loans[static_cast<std::size_t>(borrower.last_contract)];
    borrower.settled = true;
    Threshold threshold{threshold_from(state.luck, borrower)};
    const Exposure exposure = exposure_of(loan);
    const int month = month_under(model, exposure, known_hazards(model, state, exposure), threshold, borrower.hazard);
    if (month > 0) { put_default(state, place, month); }
}

/// The same, for one that most probably survives.
void settle_single(const Model& model, PathState& state, std::size_t place) {
    Borrower& borrower = state.borrowers[place];
    const Loan& loan = state.loans[static_cast<std::size_t>(borrower.last_contract)];
    const double total = hazard_over(model, state, exposure_of(loan), borrower.hazard);
    if (!surely_survives(borrower.first_word, total)) { return find_default(model, state, place); }
    borrower.settled = true;
    borrower.hazard = total;
}

/// The greatest hazard among the borrower's contracts on the books in a month.
double greatest_hazard(const Model& model, PathState& state, const Borrower& borrower, int month) {
    double greatest = 0.0;
    each_contract(state.loans, borrower, [&](std::size_t place) {
        const Loan& loan = state.loans[place];
        if (month < loan.first_month || month > loan.last_month()) { return; }
        const double per_season = hazard_per_season(model, state, loan.risk_class, model.period_of(month));
        const int age = loan.age_in(month);
        greatest = std::max(greatest, per_season * seasons(model, age - 1, age));
    });
    return greatest;
}

/// What the borrower's anchor does to its hazard in a month: the anchor's default multiplies it in the months after.
double contagion_in(const Model& model, const PathState& state, const Borrower& borrower, int month) {
    if (borrower.anchor < 0) { return 1.0; }
    const Borrower& anchor = state.borrowers[static_cast<std::size_t>(borrower.anchor)];
    const scenario::Contagion& contagion = *model.scenario.credit.contagion;
    const bool raised =
        anchor.defaulted && month > anchor.default_month && month <= anchor.default_month + contagion.months;
    return raised ? contagion.multiplier : 1.0;
}

/// When a borrower with several loans or an anchor defaults: month by month over all its contracts, from the start. 0:
/// not within the horizon. A contract or an anchor's default that comes later only adds hazard, so months already lived
/// through come out as before.
int month_over_all(const Model& model, PathState& state, const Borrower& borrower) {
    const auto hazard_in = [&](int month) {
        return contagion_in(model, state, borrower, month) * greatest_hazard(model, state, borrower, month);
    };
    double total = 0.0;
    for (int month = 1; month <= model.months; ++month) { total += hazard_in(month); }
    if (surely_survives(borrower.first_word, total)) { return 0; }
    const double threshold = threshold_from(state.luck, borrower);
    double hazard = 0.0;
    for (int month = 1; month <= model.months; ++month) {
        hazard += hazard_in(month);
        if (hazard >= threshold) { return month; }
    }
    return 0;
}

void settle_by_month(const Model& model, PathState& state, std::size_t place) {
    const int month = month_over_all(model, state, state.borrowers[place]);
    if (month > 0 && month != state.borrowers[place].default_month) { put_default(state, place, month); }
}

void settle(const Model& model, PathState& state, std::size_t borrower) {
    if (state.borrowers[borrower].by_month) {
        settle_by_month(model, state, borrower);
    } else {
        settle_single(model, state, borrower);
    }
}

} // namespace

double hazard_per_season(const Model& model, PathState& state, std::size_t risk_class, int period) {
    const auto periods = static_cast<std::size_t>(model.periods);
    double& known = state.multiplier[risk_class * periods + static_cast<std::size_t>(period)];
    if (known < 0.0) {
        state.asked.push_back(risk_class * periods + static_cast<std::size_t>(period));
        const auto sector = static_cast<std::size_t>(model.classes[risk_class].sector);
        known = work_out_hazard(model, state, risk_class, sector, period);
    }
    return known;
}

double threshold_of(const random::Luck& luck, EntityId borrower) {
    return -std::log(luck.uniform(Purpose::default_threshold, borrower));
}

void settle_new_borrower(const Model& model, PathState& state, std::size_t borrower, std::uint32_t first_word) {
    Borrower& fresh = state.borrowers[borrower];
    fresh.first_word = first_word;
    if (is_passed_over(model, state, fresh)) {
        fresh.settled = false;
    } else {
        settle_single(model, state, borrower);
    }
}

void settle_candidate(const Model& model, PathState& state, std::size_t place, std::uint32_t first_word) {
    touch(state, place);
    Borrower& borrower = state.borrowers[place];
    borrower.first_word = first_word;
    if (borrower.by_month) {
        settle_by_month(model, state, place);
    } else {
        find_default(model, state, place);
    }
}

int month_of_default(const Model& model, PathState& state, std::size_t borrower, const Exposure& loan) {
    return model.screening.table.by_borrower
               ? month_by(model, state, borrower, loan, fresh_hazards(model, state, loan))
               : month_by(model, state, borrower, loan, known_hazards(model, state, loan));
}

int month_of_default(const Model& model, PathState& state, std::size_t borrower) {
    Borrower fresh = state.opening.borrowers[borrower];
    fresh.first_word = state.shared.opening_threshold(borrower);
    return month_over_all(model, state, fresh);
}

void settle_again(const Model& model, PathState& state, std::size_t place) {
    touch(state, place);
    Borrower& borrower = state.borrowers[place];
    if (!borrower.settled) { // it was passed over: a new contract is its second
        const auto latest = static_cast<std::size_t>(borrower.last_contract);
        const auto first = static_cast<std::size_t>(state.loans[latest].previous_contract);
        borrower.hazard = hazard_over(model, state, exposure_of(state.loans[first]), 0.0);
    }
    if (place < state.opening.borrowers.size() && !state.luck.is_median()) {
        borrower.first_word = state.shared.opening_threshold(place);
    }
    settle(model, state, place);
}

void settle_as_given(PathState& state, std::size_t borrower, int month) {
    Borrower& stated = state.borrowers[borrower];
    if (stated.default_month == 0 || month < stated.default_month) { put_default(state, borrower, month); }
}

void settle_in(PathState& state, std::size_t borrower, int month) {
    if (state.borrowers[borrower].default_month != month) { put_default(state, borrower, month); }
}

void sort_by_entity(const PathState& state, std::vector<std::size_t>& loans) {
    const auto before = [&](std::size_t a, std::size_t b) { return state.loans[a].order < state.loans[b].order; };
    if (!std::is_sorted(loans.begin(), loans.end(), before)) { std::sort(loans.begin(), loans.end(), before); }
}

void add_contract(PathState& state, std::size_t place) {
    Loan& loan = state.loans[place];
    touch(state, loan.borrower);
    Borrower& borrower = state.borrowers[loan.borrower];
    loan.previous_contract = borrower.last_contract;
    borrower.last_contract = static_cast<int>(place);
}

void put_on_books(const Model& model, PathState& state, std::size_t place) {
    const Loan& loan = state.loans[place];
    state.accounts.add_schedule(loan.kind, loan.schedule, loan.first_month);
    state.accounts.add_undrawn(loan.kind, loan.undrawn);
    const auto comes_up_in = [&](int month) {
        if (month <= model.months) { state.maturing[static_cast<std::size_t>(month)].push_back(place); }
    };
    comes_up_in(loan.last_month());
    if (loan.schedule.is_extended()) { comes_up_in(loan.matures_in()); }
    if (terms_of(model, loan).is_charged) { plan_charges(model, state, place); }
}

} // namespace kdt::engine
