#pragma once

namespace kdt::engine {

/// The rule behind an event, where its kind leaves open which it was.
enum class Rule {
    none,
    covered,
    lock_in,
    rejection,
    layer,
    public_ceiling,
    limit,
    yearly_limit,
    yearly_limit_rate,     ///< of a party, where it gives the smaller yearly limit
    amount,                ///< of a bank's yearly cap
    rate_of_prior_balance, ///< the same
    product_yearly_cap,    ///< a product's, where what is beyond waits
    pool_yearly_cap,       ///< the scheme's, the same
    share_ceiling,
    borrower_cap, ///< over all products
    renewal_cap,
    bank_share, ///< an add-on takes no more than the bank's share of the row
};

} // namespace kdt::engine
