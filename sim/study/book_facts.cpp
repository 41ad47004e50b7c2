#include "study/book_facts.hpp"

#include <algorithm>
#include <functional>

namespace kdt::study {
namespace {

template <class Member>
std::vector<results::BookLine> empty_lines(const std::vector<Member>& members) {
    std::vector<results::BookLine> lines;
    for (const auto& member : members) { lines.push_back({member.id, 0, Fen{}}); }
    return lines;
}

void add_loan(results::BookFacts& facts, results::GroupKind kind, int member, Fen outstanding) {
    results::BookLine& line = facts.by[static_cast<std::size_t>(kind)][static_cast<std::size_t>(member)];
    ++line.loans;
    line.outstanding += outstanding;
}

void add_concentration(results::BookFacts& facts, std::vector<Fen> by_borrower) {
    if (facts.outstanding <= Fen{}) { return; }
    std::sort(by_borrower.begin(), by_borrower.end(), std::greater<>());
    const auto total = static_cast<double>(facts.outstanding.count);
    double top10 = 0.0;
    double hhi = 0.0;
    for (std::size_t i = 0; i < by_borrower.size(); ++i) {
        const double share = static_cast<double>(by_borrower[i].count) / total;
        hhi += share * share;
        if (i < 10) { top10 += share; }
    }
    facts.largest_share = static_cast<double>(by_borrower.front().count) / total;
    facts.top10_share = top10;
    facts.hhi = hhi;
}

} // namespace

results::BookFacts book_facts(const engine::Model& model) {
    using results::GroupKind;
    results::BookFacts facts;
    facts.by = {empty_lines(model.scenario.banks), empty_lines(model.scenario.products),
                empty_lines(model.scenario.tiers), empty_lines(model.scenario.sectors)};
    facts.loans = static_cast<std::int64_t>(model.opening.size());
    facts.borrowers = static_cast<std::int64_t>(model.borrowers.size());
    std::vector<Fen> by_borrower(model.borrowers.size());
    double weighted_pd = 0.0;
    double unstressed = 0.0;
    for (const engine::OpeningLoan& opening : model.opening) {
        const scenario::TapeLoan& loan = model.tape[opening.tape_row];
        by_borrower[opening.borrower] += loan.principal;
        facts.outstanding += loan.principal;
        const auto weight = static_cast<double>(loan.principal.count);
        weighted_pd += weight * model.classes[opening.risk_class].annual_pd;
        unstressed += weight * loan.pd.value_or(model.scenario.tiers[static_cast<std::size_t>(loan.tier)].pd);
        add_loan(facts, GroupKind::bank, loan.bank, loan.principal);
        add_loan(facts, GroupKind::product, loan.product, loan.principal);
        add_loan(facts, GroupKind::tier, loan.tier, loan.principal);
        add_loan(facts, GroupKind::sector, loan.sector, loan.principal);
    }
    if (facts.outstanding > Fen{}) {
        const auto total = static_cast<double>(facts.outstanding.count);
        facts.mean_pd = weighted_pd / total;
        facts.mean_pd_unstressed = unstressed / total;
    }
    add_concentration(facts, std::move(by_borrower));
    return facts;
}

} // namespace kdt::study
