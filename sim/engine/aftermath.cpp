#include "engine/aftermath.hpp"

#include "engine/claims.hpp"
#include "engine/fate.hpp"
#include "engine/opening.hpp"

#include <algorithm>

namespace kdt::engine {
namespace {

int months_after(const Model& model) {
    const int workout = model.scenario.recovery.last_month();
    int longest = workout;
    for (const scenario::Product& product : model.scenario.products) {
        longest = std::max(longest, product.claim.due_month(0, workout) + product.claim.instalments.back().month);
    }
    return longest;
}

/// Takes the borrower's other loans off the books.
void leave_alone(PathState& state, std::size_t place) {
    const std::size_t borrower = state.loans[place].borrower;
    touch(state, borrower);
    each_contract(state.loans, state.borrowers[borrower],
                  [&](std::size_t contract) { state.loans[contract].on_books = contract == place; });
}

/// About so many movements follow from a default.
constexpr double kMovesEach = 12.0;

/// Whether the balance changes before the last month.
bool is_repaid_bit_by_bit(const Model& model, const OpeningLoan& loan) {
    const auto product = static_cast<std::size_t>(model.tape[loan.tape_row].product);
    return model.scenario.products[product].repayment != scenario::Repayment::bullet;
}

} // namespace

double Aftermaths::places_for(const Model& model) {
    double places = 0.0;
    for (const OpeningLoan& loan : model.opening) { places += is_repaid_bit_by_bit(model, loan) ? model.months : 1.0; }
    return places;
}

Aftermaths::Aftermaths(const Model& model, const Opening& opening, std::size_t most)
    : longest_(months_after(model)), most_(most), noted_(tally::kMeasures) {
    std::size_t places = 0;
    for (const Loan& loan : opening.loans) {
        const bool by_month = !loan.schedule.owes_the_same();
        places_of_.push_back({static_cast<std::uint32_t>(places), by_month});
        places += by_month ? static_cast<std::size_t>(model.months) : 1;
    }
    places_.resize(places);
    moves_.reserve(std::min(most, static_cast<std::size_t>(kMovesEach * static_cast<double>(places))));
    scores_.fit(model.shape);
}

void Aftermaths::start_path() {
    if (moves_.size() < most_) { return; }
    moves_.clear();
    std::ranges::fill(places_, Place{});
}

Aftermaths::Place Aftermaths::of(const Model& model, PathState& state, std::size_t loan, int month) {
    Place& place = places_[place_of(loan, month)];
    if (place.count == 0) {
        place.first = static_cast<std::uint32_t>(moves_.size());
        find(model, state, loan, places_of_[loan].by_month ? month : 1);
        place.count = static_cast<std::uint32_t>(moves_.size()) - place.first;
    }
    return place;
}

void Aftermaths::find(const Model& model, PathState& state, std::size_t loan, int month) {
    const auto bucket = static_cast<std::size_t>(month);
    restore_contracts(state);
    state.pool = pool::Fund(kLargestAmount);
    leave_alone(state, loan);
    settle_in(state, state.loans[loan].borrower, month);
    std::ranges::fill(state.first_default, std::size_t{0});
    std::ranges::copy(state.accounts.row(Groups::scheme()), noted_.begin());
    default_loans(model, state, scores_, month);
    state.defaulting[bucket].clear();
    // No later month has defaults.
    std::fill(state.first_default.begin() + month + 1, state.first_default.end(), state.defaults.size());
    const int last = std::min(model.months, month + longest_);
    for (int now = month; now <= last; ++now) {
        if (now > month) { receive_recoveries(model, state, now); }
        settle_claims(model, state, scores_, now);
        note_month(state.accounts, now - month);
    }
}

void Aftermaths::note_month(const Accounts& accounts, int after) {
    const std::span<const Fen> row = accounts.row(Groups::scheme());
    for (std::size_t measure = 0; measure < tally::kMeasures; ++measure) {
        note(row[measure] - noted_[measure], after, measure);
        noted_[measure] = row[measure];
    }
}

void Aftermaths::note(Fen moved, int after, std::size_t line) {
    if (moved == Fen{}) { return; }
    const auto months = static_cast<std::uint32_t>(after);
    const auto measure = static_cast<Measure>(line);
    moves_.push_back({moved, months, months * kLines + static_cast<std::uint32_t>(line)});
    const auto known = std::ranges::lower_bound(measures_, measure);
    if (known == measures_.end() || *known != measure) { measures_.insert(known, measure); }
}

double Aftermaths::bytes_for(const Model& model) {
    const double places = places_for(model);
    const double moves = std::min(kMovesEach * places, static_cast<double>(kMost));
    return static_cast<double>(model.opening.size()) * sizeof(Places) + places * sizeof(Place) +
           moves * sizeof(Movement);
}

} // namespace kdt::engine
