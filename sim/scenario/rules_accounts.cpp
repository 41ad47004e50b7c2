#include "scenario/rule_list.hpp"

namespace kdt::scenario {
namespace {

const Text kNoAccount{"该行没有分户", "this bank has no account of its own"};

void need_cash_pool(const RuleInput& in) {
    if (!in.sound("/pool/mode") || in.scenario.pool.mode == PoolMode::cash_pool) { return; }
    in.mistake("/banks", {"预算承诺不能分户", "a commitment can't be kept in accounts"},
               {"删掉 opening_balance，或改用 cash_pool", "take opening_balance out, or use cash_pool"});
}

} // namespace

void check_sub_accounts(const RuleInput& in) {
    const Block terms = in.root.block("pool").block("sub_accounts");
    if (!in.sound("/banks")) { return; }
    if (!has_sub_accounts(in.scenario)) {
        if (!terms.there()) { return; }
        return in.mistake(terms.pointer(), {"没有一家银行有分户", "no bank has an account of its own"},
                          {"给银行写上 opening_balance，或删掉它", "give banks an opening_balance, or take it out"});
    }
    need_cash_pool(in);
    Fen sum;
    for (const Bank& bank : in.scenario.banks) { sum += bank.opening_balance.value_or(Fen{}); }
    if (in.sound("/pool/balance") && in.scenario.pool.mode == PoolMode::cash_pool && sum > in.scenario.pool.balance) {
        in.mistake("/banks",
                   {"分户期初余额合计超过资金池余额", "the opening balances of the accounts pass the pool's balance"},
                   {"合计不超过 /pool/balance", "let them sum to at most /pool/balance"});
    }
}

void check_top_up_accounts(const RuleInput& in) {
    const auto entries = in.root.block("pool").block("top_ups").entries();
    if (!in.sound("/pool/top_ups") || !in.sound("/banks")) { return; }
    for (std::size_t i = 0; i < entries.size() && i < in.scenario.pool.top_ups.size(); ++i) {
        const auto& bank = in.scenario.pool.top_ups[i].bank;
        if (!bank || in.scenario.banks[static_cast<std::size_t>(*bank)].opening_balance) { continue; }
        in.mistake(entries[i].pointer("bank"), kNoAccount,
                   {"给它写上 opening_balance，或删掉 bank", "give it an opening_balance, or take bank out"});
    }
}

void check_own_multiples(const RuleInput& in) {
    const auto& leverage = in.scenario.pool.leverage;
    if ((leverage && leverage->per == LeveragePer::bank) || !in.sound("/pool/leverage")) { return; }
    for (const auto& [id, bank] : in.root.block("banks").members()) {
        if (!bank.has("leverage_multiple")) { continue; }
        in.mistake(bank.pointer("leverage_multiple"),
                   {"放大倍数不按银行计（pool.leverage.per 不是 bank）",
                    "the ceiling is not counted by bank (pool.leverage.per is not bank)"},
                   {"写 \"per\": \"bank\"，或删掉它", "write \"per\": \"bank\", or take it out"});
    }
}

void check_ceiling_per_bank(const RuleInput& in) {
    const auto& leverage = in.scenario.pool.leverage;
    if (!leverage || leverage->per != LeveragePer::bank || !in.sound("/pool/leverage") || !in.sound("/banks")) {
        return;
    }
    for (const Bank& bank : in.scenario.banks) {
        if (bank.opening_balance) { continue; }
        const Text fix{"给它写上 opening_balance，或按 scheme 计", "give it an opening_balance, or count per scheme"};
        in.mistake(bank.id.empty() ? "/pool/leverage/per" : child("/banks", bank.id), kNoAccount, fix);
    }
}

} // namespace kdt::scenario
