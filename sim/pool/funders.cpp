#include "pool/funders.hpp"

#include <algorithm>

namespace kdt::pool {

void Funders::start(std::span<const FunderTerms> terms) {
    shares_.clear();
    turn_.clear();
    for (std::size_t funder = 0; funder < terms.size(); ++funder) {
        shares_.push_back(terms[funder].share);
        if (terms[funder].order) { turn_.push_back(funder); }
    }
    std::sort(turn_.begin(), turn_.end(),
              [&](std::size_t a, std::size_t b) { return terms[a].order < terms[b].order; });
    part_.assign(terms.size(), Fen{});
    lines_.assign(terms.size() * kFunderLines, Fen{});
    before_ = Movements{};
}

void Funders::split_by_share(FunderLine line, Fen amount) {
    split(amount, shares_, part_);
    for (std::size_t funder = 0; funder < part_.size(); ++funder) { at(funder, line) = part_[funder]; }
}

void Funders::take_back_in_reverse(Fen amount) {
    for (auto turn = turn_.rbegin(); turn != turn_.rend(); ++turn) {
        const Fen owed = not_below_zero(at(*turn, FunderLine::paid) - at(*turn, FunderLine::recovered));
        // Receipts are rounded one by one: the 分 that pass what was paid are the first funder's.
        const Fen back = *turn == turn_.front() ? amount : smaller(amount, owed);
        at(*turn, FunderLine::recovered) += back;
        amount -= back;
    }
}

void Funders::pay_in_order(Fen amount) {
    for (const std::size_t funder : turn_) {
        const Fen there = not_below_zero(at(funder, FunderLine::balance));
        const Fen paid = funder == turn_.back() ? amount : smaller(amount, there);
        at(funder, FunderLine::paid) += paid;
        amount -= paid;
    }
}

void Funders::derive() {
    for (std::size_t funder = 0; funder < part_.size(); ++funder) {
        const Fen in = at(funder, FunderLine::earned) + at(funder, FunderLine::recovered);
        const Fen out = at(funder, FunderLine::paid);
        at(funder, FunderLine::balance) =
            at(funder, FunderLine::contributed) + in - at(funder, FunderLine::returned) - out;
        at(funder, FunderLine::net_contribution) = out - in;
    }
}

void Funders::settle(const Movements& now) {
    split_by_share(FunderLine::contributed, now.contributed);
    split_by_share(FunderLine::earned, now.earned);
    split_by_share(FunderLine::returned, now.returned);
    if (turn_.empty()) {
        split_by_share(FunderLine::recovered, now.recovered);
        split_by_share(FunderLine::paid, now.paid);
    } else {
        take_back_in_reverse(now.recovered - before_.recovered);
        derive();
        pay_in_order(now.paid - before_.paid);
    }
    derive();
    before_ = now;
}

} // namespace kdt::pool
