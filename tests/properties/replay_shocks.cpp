#include "replay_state.hpp"

#include <algorithm>
#include <set>

namespace kdt::properties {
namespace {

/// A firm by what it owes in the loans that count, and the first of them in entity order.
struct Debtor {
    Money owes = 0;
    Name first{};
};

} // namespace

bool Replay::bank_stopped(int bank) const {
    bool stopped = false;
    for (const auto& stop : scenario_.stress.bank_stops) {
        stopped = stopped || (stop.bank == bank && month_ >= stop.from_month && month_ <= stop.to_month);
    }
    return stopped;
}

/// Who defaults by one entry of the stress block, of those that owe at the month's start and are not taken yet.
std::vector<std::string> Replay::hit_by(const scenario::DefaultShock& shock,
                                        const std::vector<std::string>& taken) const {
    using Whom = scenario::DefaultShock::Whom;
    std::map<std::string, Debtor> debtors;
    for (const Contract& contract : contracts_) {
        if (!contract.owes_in(month_) || std::find(taken.begin(), taken.end(), contract.borrower) != taken.end()) {
            continue;
        }
        if (shock.whom == Whom::sector && contract.kind.sector != shock.sector) { continue; }
        const auto [entry, is_new] = debtors.try_emplace(contract.borrower, Debtor{0, key_of(contract.name)});
        entry->second.owes += contract.balance_after(month_ - 1);
        entry->second.first = std::min(entry->second.first, key_of(contract.name));
    }
    std::string named = "tape " + shock.id;
    for (const auto& row : model_.tape) {
        if (shock.whom == Whom::loan && row.loan_id == shock.id) { named = "tape " + row.borrower_id; }
    }
    std::vector<std::string> hit;
    for (const auto& [borrower, debtor] : debtors) {
        const bool by_name = shock.whom == Whom::loan || shock.whom == Whom::borrower;
        if (!by_name || borrower == named) { hit.push_back(borrower); }
    }
    if (shock.whom != Whom::largest) { return hit; }
    std::sort(hit.begin(), hit.end(), [&](const std::string& a, const std::string& b) {
        const Debtor& x = debtors.at(a);
        const Debtor& y = debtors.at(b);
        return x.owes != y.owes ? x.owes > y.owes : x.first < y.first;
    });
    hit.resize(std::min(hit.size(), static_cast<std::size_t>(shock.count)));
    return hit;
}

void Replay::check_shocks() {
    std::vector<std::string> taken;
    for (const auto& shock : scenario_.stress.defaults) {
        if (shock.month != month_) { continue; }
        for (const std::string& borrower : hit_by(shock, taken)) { taken.push_back(borrower); }
    }
    std::set<std::pair<Name, Money>> expected;
    for (const Contract& contract : contracts_) {
        if (contract.owes_in(month_) && std::find(taken.begin(), taken.end(), contract.borrower) != taken.end()) {
            expected.emplace(key_of(contract.name), contract.balance_after(month_ - 1));
            if (!was_told(EventKind::default_event, contract)) { complain("a stated default that did not come"); }
        }
    }
    std::set<std::pair<Name, Money>> found;
    for (const Told& event : told({EventKind::default_stated})) { found.emplace(event.name, event.amount); }
    if (found != expected) { complain("which defaults the stress block states"); }
}

void Replay::check_contagion() {
    std::set<std::string> fallen; // firms that default this month
    for (const Contract& contract : contracts_) {
        if (contract.defaulted == month_) { fallen.insert(contract.borrower); }
    }
    std::set<std::string> suppliers;
    for (const auto& row : model_.tape) {
        if (fallen.contains("tape " + row.anchor)) { suppliers.insert("tape " + row.borrower_id); }
    }
    std::set<std::pair<Name, Money>> expected;
    for (const Contract& contract : contracts_) {
        if (scenario_.credit.contagion && contract.owes_in(month_) && suppliers.contains(contract.borrower)) {
            expected.emplace(key_of(contract.name), contract.balance_after(month_ - 1));
        }
    }
    std::set<std::pair<Name, Money>> found;
    for (const Told& event : told({EventKind::contagion})) { found.emplace(event.name, event.amount); }
    if (found != expected) { complain("whose hazard an anchor's default raises"); }
}

} // namespace kdt::properties
