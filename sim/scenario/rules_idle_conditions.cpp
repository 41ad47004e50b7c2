#include "scenario/rule_list.hpp"

#include <algorithm>

// Conditions of share rows and add-ons that no loan of the scenario meets.
namespace kdt::scenario {
namespace {

using terms::Condition;

/// Loans that a product has or can get: those of the tape, and of the tiers that applications and a synthetic book are
/// drawn from. A condition's tier, where it names one, leaves only that.
class LoansToBe {
public:
    LoansToBe(const Scenario& scenario, int product)
        : scenario_(scenario), product_(product), tiers_(scenario.tiers.size(), false) {
        for (const DemandRow& row : scenario.lending.demand) {
            if (row.product == product) { tiers_[static_cast<std::size_t>(row.tier)] = true; }
        }
        const auto& synthetic = scenario.portfolio.synthetic;
        const auto place = static_cast<std::size_t>(product);
        const bool made = synthetic && place < synthetic->mix.size() && synthetic->mix[place] > 0.0;
        if (made && std::find(tiers_.begin(), tiers_.end(), true) == tiers_.end()) {
            tiers_.assign(tiers_.size(), true);
        }
    }

    /// Whether one of them satisfies `asks`, a question about a loan of the tape, or `may`, one about a tier.
    template <class Asks, class May>
    bool any(const std::optional<int>& tier, Asks asks, May may) const {
        const auto& tape = scenario_.portfolio.tape;
        const bool on_tape = std::any_of(tape.begin(), tape.end(), [&](const TapeLoan& loan) {
            return loan.product == product_ && (!tier || loan.tier == *tier) && asks(loan);
        });
        if (on_tape) { return true; }
        for (std::size_t place = 0; place < tiers_.size(); ++place) {
            if (!tiers_[place] || (tier && static_cast<int>(place) != *tier)) { continue; }
            if (may(scenario_.tiers[place])) { return true; }
        }
        return false;
    }
    bool some(const std::optional<int>& tier) const {
        const auto yes = [](const auto&) { return true; };
        return any(tier, yes, yes);
    }
    bool can_renew() const { return renews(scenario_.products[static_cast<std::size_t>(product_)]); }

private:
    const Scenario& scenario_;
    int product_;
    std::vector<bool> tiers_; ///< by place: whether loans come from it
};

/// Whether a thing of this probability can turn out as wanted.
bool can_be(double probability, bool wanted) { return wanted ? probability > 0.0 : probability < 1.0; }

bool can_be_renewal(const LoansToBe& loans, const Condition& when) {
    const bool wanted = *when.renewal;
    return (wanted && loans.can_renew()) ||
           loans.any(
               when.tier, [&](const TapeLoan& loan) { return (loan.renewals_used > 0) == wanted; },
               [&](const Tier&) { return !wanted; });
}

bool can_be_first(const LoansToBe& loans, const Condition& when) {
    const bool wanted = *when.first_loan;
    return (!wanted && loans.can_renew()) ||
           loans.any(
               when.tier, [&](const TapeLoan& loan) { return loan.first_loan == wanted; },
               [&](const Tier& tier) { return can_be(tier.first_loan, wanted); });
}

bool may_have(const Tier& tier, int kind) {
    double before = 0.0;
    for (const CollateralKind& one : tier.collateral_kinds) {
        if (one.kind == kind) { return one.up_to > before; }
        before = one.up_to;
    }
    return false;
}

bool can_have_collateral(const LoansToBe& loans, const Condition& when) {
    const bool wanted = *when.collateral;
    const std::optional<int>& kind = when.collateral_kind;
    return loans.any(
        when.tier,
        [&](const TapeLoan& loan) { return loan.collateral == wanted && (!kind || loan.collateral_kind == *kind); },
        [&](const Tier& tier) { return kind ? may_have(tier, *kind) : can_be(tier.collateral, wanted); });
}

void notice_condition(const RuleInput& in, const LoansToBe& loans, const Condition& when, const Block& block) {
    if (!loans.some(when.tier)) { return; }
    const auto never = [&](const char* key, const Text& fix) {
        in.idle(block.pointer(key), {"没有一笔贷款能满足，永不适用", "no loan can meet it: it never applies"}, fix);
    };
    if (when.renewal && !can_be_renewal(loans, when)) {
        never("renewal", {"给产品写 renewal，或删掉它", "give the product a renewal, or take it out"});
    }
    if (when.first_loan && !can_be_first(loans, when)) {
        never("first_loan",
              {"写明 tiers 的 first_loan 或明细的首贷，或删掉它", "state first_loan of tiers or tape, or take it out"});
    }
    if (when.collateral && !can_have_collateral(loans, when)) {
        never("collateral",
              {"写明 tiers 的 collateral 或明细的抵押，或删掉它", "state collateral of tiers or tape, or take it out"});
    }
}

} // namespace

void notice_idle_conditions(const RuleInput& in) {
    for (std::size_t place = 0; place < in.scenario.products.size(); ++place) {
        const Product& product = in.scenario.products[place];
        const Block block = in.root.block("products").block(product.id);
        const LoansToBe loans(in.scenario, static_cast<int>(place));
        const std::vector<Block> rows = block.block("shares").entries();
        for (std::size_t row = 0; row < rows.size(); ++row) {
            notice_condition(in, loans, product.shares[row].when, rows[row].block("when"));
        }
        const std::vector<Block> add_ons = block.block("add_ons").entries();
        for (std::size_t entry = 0; entry < add_ons.size(); ++entry) {
            notice_condition(in, loans, product.add_ons[entry].when, add_ons[entry].block("when"));
        }
    }
}

} // namespace kdt::scenario
