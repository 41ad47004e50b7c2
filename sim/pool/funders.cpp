#include "pool/funders.hpp"

#include <algorithm>

namespace kdt::pool {
namespace {

constexpr std::array kFlows = {
    &Movements::contributed, &Movements::limits, &Movements::interest,   &Movements::fees,      &Movements::recovered,
    &Movements::returned,    &Movements::claims, &Movements::management, &Movements::subsidies, &Movements::called};

Movements difference(const Movements& now, const Movements& before) {
    Movements out;
    for (const auto flow : kFlows) { out.*flow = now.*flow - before.*flow; }
    return out;
}

/// Of a month's movements those of the commitment. Cash is used first and claims are paid first, so that what is called
/// pays the last of the month's payments.
Movements of_commitment(const Movements& month) {
    Movements out;
    out.limits = month.limits;
    out.called = month.called;
    out.recovered = out.returned = month.returned;
    Fen called = month.called;
    for (const auto flow : {&Movements::subsidies, &Movements::management, &Movements::claims}) {
        out.*flow = smaller(called, month.*flow);
        called -= out.*flow;
    }
    return out;
}

} // namespace

void Funders::add_member(Side& side, std::size_t funder, const FunderTerms& terms) {
    side.members.push_back(funder);
    side.shares.push_back(terms.share);
    if (terms.order) { side.turn.push_back(funder); }
}

void Funders::start(std::span<const FunderTerms> terms) {
    for (Side& side : sides_) {
        side.members.clear();
        side.shares.clear();
        side.turn.clear();
        side.moved = Movements{};
    }
    apart_ = std::any_of(terms.begin(), terms.end(), [](const FunderTerms& funder) { return funder.part.has_value(); });
    for (std::size_t funder = 0; funder < terms.size(); ++funder) {
        const bool commitment = terms[funder].part == terms::FunderPart::commitment;
        add_member(sides_[commitment ? 1 : 0], funder, terms[funder]);
    }
    for (Side& side : sides_) {
        std::sort(side.turn.begin(), side.turn.end(),
                  [&](std::size_t a, std::size_t b) { return terms[a].order < terms[b].order; });
    }
    own_.assign(terms.size(), Fen{});
    lines_.assign(terms.size() * kFunderLines, Fen{});
    before_ = Movements{};
}

void Funders::split_by_share(const Side& side, FunderLine line, Fen amount) {
    part_.assign(side.members.size(), Fen{});
    split(amount, side.shares, part_);
    for (std::size_t i = 0; i < part_.size(); ++i) { at(side.members[i], line) = part_[i]; }
}

void Funders::split_contributions(const Side& side) {
    Fen shared = side.moved.contributed + side.moved.limits;
    for (const std::size_t member : side.members) { shared -= own_[member]; }
    split_by_share(side, FunderLine::contributed, shared);
    for (const std::size_t member : side.members) { at(member, FunderLine::contributed) += own_[member]; }
}

/// Interest has been earned by the money that stood at the end of last month.
void Funders::credit_by_balance(const Side& side, Fen interest) {
    if (interest == Fen{}) { return; }
    weights_.clear();
    for (const std::size_t member : side.members) {
        weights_.push_back(not_below_zero(at(member, FunderLine::balance)));
    }
    part_.assign(side.members.size(), Fen{});
    split(interest, std::span<const Fen>(weights_), part_);
    for (std::size_t i = 0; i < part_.size(); ++i) { at(side.members[i], FunderLine::interest_income) += part_[i]; }
}

void Funders::take_back_in_reverse(const Side& side, Fen amount) {
    for (auto turn = side.turn.rbegin(); turn != side.turn.rend(); ++turn) {
        const Fen owed = not_below_zero(at(*turn, FunderLine::paid) - at(*turn, FunderLine::recovered));
        // Receipts are rounded one by one: the 分 that pass what was paid are the first funder's.
        const Fen back = *turn == side.turn.front() ? amount : smaller(amount, owed);
        at(*turn, FunderLine::recovered) += back;
        amount -= back;
    }
}

void Funders::pay_in_order(const Side& side, FunderLine line, Fen amount) {
    derive(side);
    for (const std::size_t funder : side.turn) {
        const Fen there = not_below_zero(at(funder, FunderLine::balance));
        const Fen paid = funder == side.turn.back() ? amount : smaller(amount, there);
        at(funder, line) += paid;
        amount -= paid;
    }
}

void Funders::derive(const Side& side) {
    for (const std::size_t funder : side.members) {
        at(funder, FunderLine::earned) = at(funder, FunderLine::interest_income) + at(funder, FunderLine::fees);
        at(funder, FunderLine::paid) = at(funder, FunderLine::claims_paid) + at(funder, FunderLine::subsidies) +
                                       at(funder, FunderLine::management_cost);
        const Fen in = at(funder, FunderLine::earned) + at(funder, FunderLine::recovered);
        const Fen out = at(funder, FunderLine::paid);
        at(funder, FunderLine::balance) =
            at(funder, FunderLine::contributed) + in - at(funder, FunderLine::returned) - out;
        at(funder, FunderLine::net_contribution) = out - in;
    }
}

void Funders::book(Side& side, const Movements& month) {
    for (const auto flow : kFlows) { side.moved.*flow += month.*flow; }
    const bool in_order = !side.turn.empty();
    if (in_order) { credit_by_balance(side, month.interest); }
    split_contributions(side);
    split_by_share(side, FunderLine::fees, side.moved.fees);
    split_by_share(side, FunderLine::returned, side.moved.returned);
    if (in_order) {
        take_back_in_reverse(side, month.recovered);
        pay_in_order(side, FunderLine::claims_paid, month.claims);
        pay_in_order(side, FunderLine::management_cost, month.management);
        pay_in_order(side, FunderLine::subsidies, month.subsidies);
    } else {
        split_by_share(side, FunderLine::interest_income, side.moved.interest);
        split_by_share(side, FunderLine::recovered, side.moved.recovered);
        split_by_share(side, FunderLine::claims_paid, side.moved.claims);
        split_by_share(side, FunderLine::management_cost, side.moved.management);
        split_by_share(side, FunderLine::subsidies, side.moved.subsidies);
    }
    derive(side);
}

void Funders::settle(const Movements& now) {
    const Movements month = difference(now, before_);
    const Movements commitment = apart_ ? of_commitment(month) : Movements{};
    book(sides_[0], difference(month, commitment));
    if (apart_) { book(sides_[1], commitment); }
    before_ = now;
}

} // namespace kdt::pool
