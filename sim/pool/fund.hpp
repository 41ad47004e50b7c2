#pragma once

#include "base/money.hpp"

namespace kdt::pool {

/// The money that claims are paid from: cash, a budget's commitment, or cash first and the commitment after it.
///
/// Every movement has a name, so that what stands can be checked against what moved:
///   cash       = opening + received + interest + recovered + fees − returned + called − paid
///   limit left = limits renewed − called, from the first year's limit on
/// A commitment is paid out of the year's budget when it is called: it holds no money and earns no interest.
class Fund {
public:
    explicit Fund(Fen cash = Fen{}) : cash_(cash) {}

    /// A commitment of `annual_limit` a calendar year beside `cash`. Without `keeps_cash` (budget_commitment) what
    /// comes back goes to the treasury; with it (hybrid) only until the treasury has back what it was called for.
    static Fund committed(Fen cash, Fen annual_limit, bool carry_over, bool keeps_cash) {
        Fund fund(cash);
        fund.annual_limit_ = fund.year_limit_ = fund.limit_left_ = annual_limit;
        fund.carry_over_ = carry_over;
        fund.keeps_cash_ = keeps_cash;
        return fund;
    }

    /// What can be paid now.
    Fen balance() const { return cash_ + limit_left_; }
    Fen cash() const { return cash_; }
    /// What a multiple or a ratio "of the pool" is of: cash, and the year's limit whatever has been called of it.
    Fen base() const { return cash_ + year_limit_; }

    // Since as_of.
    Fen called() const { return called_; }     ///< paid by the commitment
    Fen returned() const { return returned_; } ///< to the treasury
    Fen renewed() const { return renewed_; }   ///< by what Januaries raised the limit left: new limit less what lapsed

    /// 1 January: the unused limit lapses, or is kept, and the new year's stands.
    void start_year() {
        const Fen left = limit_left_;
        year_limit_ = annual_limit_ + (carry_over_ ? left : Fen{});
        limit_left_ = year_limit_;
        renewed_ += limit_left_ - left;
    }

    /// round(cash · rate / 12), none on negative cash; returns what was credited.
    Fen credit_interest(Rate yearly) {
        const Fen interest = round_part(not_below_zero(cash_), yearly, 12);
        cash_ += interest;
        return interest;
    }

    /// Money paid in.
    void receive(Fen amount) { cash_ += amount; }

    /// Money that comes back from claims paid: what was paid last returns first.
    void recover(Fen amount) {
        const Fen to_treasury = keeps_cash_ ? smaller(amount, called_ - returned_) : amount;
        returned_ += to_treasury;
        cash_ += amount - to_treasury;
    }

    /// Fees: cash, or where there is none the treasury's.
    void receive_fees(Fen amount) { (keeps_cash_ ? cash_ : returned_) += amount; }

    /// Pays as much of `wanted` as there is, cash first; returns what was paid.
    Fen pay(Fen wanted) {
        const Fen from_cash = smaller(wanted, not_below_zero(cash_));
        const Fen from_limit = smaller(wanted - from_cash, limit_left_);
        cash_ -= from_cash;
        limit_left_ -= from_limit;
        called_ += from_limit;
        return from_cash + from_limit;
    }

private:
    Fen cash_;
    Fen annual_limit_;
    Fen year_limit_;
    Fen limit_left_;
    Fen called_;
    Fen returned_;
    Fen renewed_;
    bool carry_over_ = false;
    bool keeps_cash_ = true;
};

} // namespace kdt::pool
