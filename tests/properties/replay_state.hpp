#pragma once

#include "engine/model.hpp"
#include "engine/trace.hpp"
#include "random/luck.hpp"
#include "tally/measure.hpp"

#include <algorithm>
#include <array>
#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace kdt::properties {

using Money = std::int64_t;
__extension__ typedef __int128 Wide; // products of two amounts
using engine::Event;
using engine::EventKind;
using engine::Kind;
using tally::Measure;
using FunderLines = std::array<Money, tally::kFunderLines>;
using Parts = std::array<Money, terms::kParties>;
inline constexpr std::size_t place(terms::Party party) { return static_cast<std::size_t>(party); }

/// `total` by largest remainder over whole weights, in exact integers, ties to the earlier place.
Parts shared_out(Money total, const Parts& weights);

/// Largest remainder over whole weights, ties to the earlier one.
std::vector<Money> by_weight(Money amount, const std::vector<Money>& weights);

/// amount · rate ÷ divisor with the rate in whole trillionths, half a 分 up; nothing is negative here.
Money part_of(Money amount, double rate, int divisor = 1);

/// What names a contract, in entity order (renewals of one contract by number).
using Name = std::tuple<bool, int, int, int, std::int64_t, int>;
inline Name key_of(const engine::LoanName& loan) {
    return {loan.opening < 0, loan.opening, loan.first_month, loan.row, loan.ordinal, loan.renewals};
}

struct Contract {
    engine::LoanName name;
    Kind kind;
    std::string borrower;
    Money principal = 0;
    Money granted = 0;
    Money undrawn = 0; ///< of its line
    int months = 1;
    int first = 1;
    std::vector<Money> agreed{}; ///< owed after so many months, 0 … months
    Parts shares{};              ///< in whole hundredths, add-ons included
    int defaulted = 0;
    int extended = 0; ///< months after maturity
    int early = 0;    ///< calendar of the path: month in which it was repaid ahead of its time

    int matures() const { return first + months - 1; }
    int last() const { return early > 0 ? early : matures() + extended; }
    /// Owed after a month's payments.
    Money balance_after(int month) const {
        if (month >= last()) { return 0; }
        return agreed[static_cast<std::size_t>(std::clamp(month - first + 1, 0, months - 1))];
    }
    bool owes_in(int month) const { return defaulted == 0 && first <= month && month <= last(); }
};

struct Default {
    std::size_t contract = 0;
    int month = 0;
    int due = 0;
    int barred = -1; ///< the rule (terms::Cut) by which nobody but the bank bears anything
    Money ead = 0;
    Money interest = 0; ///< added to the basis
    Money total = 0;    ///< gross recovery, all points
    Money gross = 0;    ///< so far
    Money net = 0;      ///< so far
    bool filed = false;
    Money basis = 0;
    Parts granted{};
    std::array<Money, 2> first{}; ///< losses borne first by guarantor and insurer
    std::array<Money, 3> borne{}; ///< all that they and the row's re-guarantee pay, before what is ceded
    std::vector<Money> ceded;     ///< by re-guarantor
    bool admitted = false;        ///< neither barred nor rejected
    Money accepted = 0;           ///< the pool's part as granted at the due month
    Money paid = 0;
    Money waiting = 0;
    Money closed = 0;    ///< of what waits: instalments to come
    Parts back{};        ///< of each granted part, by receipts since the due month
    Money cancelled = 0; ///< of the pool's: never paid
    Money queued = 0;    ///< of what waits: stands in the order of payment
    Money deferred = 0;  ///< of what waits: has no room under the scheme's cap yet
};

/// A line granted that waits for its drawing.
struct WaitingLine {
    Name name;
    Kind kind;
    Money drawing = 0;
    Money whole = 0;
    int drawn_in = 0;
};

struct BreakerState {
    bool stopped = false;
    int since = 0; ///< first month with the stop in force
    int first_stop = 0;
    int first_warn = 0;
};

struct Told {
    EventKind kind;
    Name name;
    Money amount;
    friend bool operator==(const Told&, const Told&) = default;
};

/// What breakers look at, of the loans of one product, bank and sector.
struct WatchedCell {
    std::array<Money, tally::kMeasures> sums{};
    Money repaid = 0;
    Money by_guarantor = 0; ///< paid on claims, before re-guarantors take their part
    Money by_others = 0;

    Money of(Measure measure) const { return sums[static_cast<std::size_t>(measure)]; }
    Money paid(terms::Payer payer) const;
    void add(const WatchedCell& other);
};
using WatchedCells = std::map<std::array<int, 3>, WatchedCell>; ///< by product, bank and sector

/// A cut with its rule, or (rule −1) what is put off to January.
using CutLine = std::tuple<Name, int, Money>;

/// What a party pays or, beyond its limits, does not.
using PartyLine = std::tuple<EventKind, Name, int, Money>;

class Replay {
public:
    Replay(const engine::Model& model, const engine::Trace& trace);
    std::vector<std::string> findings();

private:
    using Row = std::array<Money, tally::kMeasures>;

    // replay.cpp
    void open_book();
    void begin_month();
    void end_of_path();
    void expect(std::string_view what, Money expected, Money found);
    void complain(std::string_view what);
    std::vector<Told> told(std::initializer_list<EventKind> kinds) const;
    bool was_told(EventKind kind, const Contract& contract) const;
    void post(const Kind& kind, Measure measure, Money amount);
    WatchedCell& cell(const Kind& kind) { return cells_[{kind.product, kind.bank, kind.sector}]; }
    Money& of(std::size_t group, Measure measure) { return sums_[group][static_cast<std::size_t>(measure)]; }
    Money& scheme(Measure measure) { return of(0, measure); }
    const scenario::Product& product_of(const Contract& contract) const;
    void sign(Contract contract);

    // replay_fund.cpp
    void renew_limit();
    void fund();
    void receive_top_ups();
    void refill();
    void take_back(Money amount);
    Money pay_out(Money wanted);

    // replay_accounts.cpp
    void open_accounts();
    std::size_t account_of(int bank) const;
    void put_in(int bank, Money amount);
    void put_in_for_all(Money amount);
    void move_all(Money amount);
    Money pay_for(const Contract& contract, Money wanted);
    void check_accounts();
    void add_to_account(std::size_t account, Money amount);
    Money& account_line(std::size_t account, tally::AccountLine line) {
        return account_lines_[account][static_cast<std::size_t>(line)];
    }
    void compare_account_lines();
    Money base_of_bank(int bank) const;
    void check_budget();

    // replay_funders.cpp
    FunderLines pool_lines();
    void fill_purses();
    void share_purse(const FunderLines& purse, const FunderLines& before, const std::vector<std::size_t>& members);
    void take_turns(const std::vector<std::size_t>& members, Money back,
                    const std::vector<std::pair<tally::FunderLine, Money>>& payments);
    void share_among_funders();
    void compare_funders();

    // replay_charges.cpp
    using Lines = std::vector<Told>;
    void settle_charges();
    void pay_manager(Lines& expected);
    void subsidise(const Contract& contract, Lines& expected);
    void subsidise_fee(const Contract& contract, Lines& expected);
    void collect_fee(const Contract& contract, Lines& expected);
    int granted_in(const Contract& contract) const;
    bool subsidised_in(const Contract& contract, int month) const;
    std::optional<Money> fee_of(const Contract& contract) const;

    // replay_claims.cpp
    void receive_recoveries();
    void receive(Default& defaulted, const scenario::WorkoutPoint& point);
    void take_defaults();
    void take_default(const Event& event, Contract& contract);
    void check_whole_borrowers(const std::vector<std::string>& borrowers);
    void settle_claims();
    void file(Default& defaulted, std::vector<CutLine>& lines, std::vector<PartyLine>& paid);
    Parts parts_of(const Default& defaulted, Money basis) const;
    Money basis_of(const Default& defaulted) const;
    static Money payable(const Default& defaulted);
    Money instalment(const Default& defaulted, std::size_t number) const;
    Parts split_receipt(Default& defaulted, Money net) const;
    static Parts borne(const Default& defaulted);
    static void hold_to_ceiling(const Default& defaulted, double ceiling, Parts& parts);
    Money pay(Default& defaulted, Money owed, std::vector<Told>& expected);
    void open_payable();

    // replay_firm.cpp
    EntityId entity_of_contract(const Contract& contract) const;
    EntityId root_of(const Contract& contract) const;
    const scenario::TapeLoan* tape_row(const Contract& contract) const;
    terms::LoanFacts facts_of(const Contract& contract) const;
    std::size_t row_of(const Contract& contract) const;
    Parts shares_of(const Contract& contract) const;
    int barred(const Contract& contract) const;

    // replay_parties.cpp
    template <class Pick>
    Money paid_before(bool this_year_only, Pick pick) const;
    template <class Pick>
    Money within(const terms::PartyTerms& terms, Money wanted, Pick pick) const;
    std::array<Money, 2> first_losses(const Contract& contract, Money shared) const;
    void cede(Default& defaulted, Parts& parts, std::vector<PartyLine>& lines);
    Money answered_for(const terms::PartyTerms& party) const;
    Money public_room(const Default& defaulted, const Parts& parts) const;
    void settle_parties(Default& defaulted, Parts& parts, std::vector<PartyLine>& lines);
    void check_parties(const std::vector<PartyLine>& expected);

    // replay_cuts.cpp
    int year_of(int month) const { return scenario_.as_of.plus(month).count / 12; }
    template <class Like>
    Money accepted(bool this_year_only, Like like) const;
    const terms::Layer* layer_of(const Kind& kind) const;
    Money layer_book(const Kind& kind, const terms::Layer& layer) const;
    Money in_layer(const Default& defaulted) const;
    Money after_cuts(const Default& defaulted, Money filed, const Parts& parts, std::vector<CutLine>& lines);
    void cut(const Contract& contract, terms::Cut rule, Money amount, std::vector<CutLine>& lines);
    Money limit_of_bank(int bank) const;
    void put_off(Default& defaulted, Money amount, std::vector<CutLine>& lines);
    void check_cuts(const std::vector<CutLine>& expected);
    // replay_shocks.cpp
    void check_shocks();
    void check_contagion();
    std::vector<std::string> hit_by(const scenario::DefaultShock& shock, const std::vector<std::string>& taken) const;
    bool bank_stopped(int bank) const;

    // replay_lending.cpp
    void repay();
    void note_ends();
    void check_lending();
    void check_maturities();
    void check_decision(const Event& event, bool renewal);
    void check_application(const Event& event);
    std::optional<EventKind> refusal_at_bank(const Event& event);
    bool fits(const Event& event);
    std::optional<EventKind> refusal_of_application(const Event& event);
    bool bank_can(int bank, Money amount);
    std::optional<Money> capacity();
    Money room_of_bank(int bank);
    Money room(std::size_t group, Money base, double multiple);
    void grant(const Event& event, bool renewal);
    void book_drawing(const Event& event);
    void refuse(const Event& event);
    bool counts(const scenario::Target& target, int product, int month) const;
    void check_drawings();
    void take_line(const Event& event);
    void check_renewed_line(const Event& event);
    Money line_left(const Contract& old) const;

    // replay_review.cpp
    bool halted(bool claims, const Kind& kind) const;
    WatchedCell watched(const WatchedCells& cells, const engine::BreakerMember& member) const;
    terms::Ratio ratio_of(const engine::BreakerMember& member);
    void review();
    void measure_levels();
    void compare_scores();
    void compare_row(std::size_t group, const std::int64_t* scores);
    void judge_targets();

    const engine::Model& model_;
    const scenario::Scenario& scenario_;
    const engine::Trace& trace_;
    random::Luck luck_; ///< for what a contract draws beside the events
    int month_ = 0;
    std::vector<const Event*> now_; ///< this month's events

    std::vector<Contract> contracts_;
    std::map<Name, std::size_t> places_;
    std::vector<Default> defaults_;
    std::vector<std::size_t> queue_;                     ///< claims filed, in order of filing
    std::vector<std::pair<std::size_t, Money>> payable_; ///< by month in which it became so, default month, entity
    std::vector<Row> sums_;                              ///< [group]
    std::vector<Row> year_;                              ///< the same at the start of the calendar year
    std::vector<WaitingLine> lines_;
    std::vector<Money> awaited_; ///< [group]
    const Contract* matured_ = nullptr;
    Money cut_ = 0;                          ///< told to be taken off its renewal
    Money pool_ = 0;                         ///< cash
    Money limit_ = 0, year_limit_ = 0;       ///< of the budget's commitment: what is left, and the year's whole
    Money after_claims_ = 0, year_pool_ = 0; ///< cash and the year's limit: after claims, at the year's start
    std::map<std::size_t, int> late_;        ///< month in which a late top-up comes, by place
    std::map<int, Money> ordered_;           ///< refills by month of arrival
    std::map<EventKind, Money> budget_told_;
    std::vector<Money> accounts_; ///< the common one, then by bank; empty where none are kept
    std::vector<Money> opened_;   ///< the same at as_of
    std::vector<Money> accounts_after_claims_, year_accounts_;
    std::vector<Told> transfers_; ///< of the month
    std::vector<int> givers_;     ///< the bank whose account paid each, −1 the common one
    std::vector<std::array<Money, tally::kAccountLines>> account_lines_; ///< by account
    Money charged_claims_ = 0;                                           ///< claims paid by the end of last month
    std::map<std::pair<std::string, int>, Money> subsidised_;            ///< by firm and calendar year
    std::vector<FunderLines> funders_;
    std::vector<Money> own_top_ups_;      ///< by funder
    std::array<FunderLines, 2> purses_{}; ///< the pool's account: all of it, or its cash and its commitment apart
    FunderLines pool_before_{};           ///< at the end of last month
    Money called_before_ = 0;
    Money shortfall_ = 0;
    static constexpr int kScheme = -1;
    static constexpr int kFirstBank = -2;           ///< banks count down from here
    std::map<std::pair<int, int>, Money> admitted_; ///< by calendar year and product, scheme or bank
    int depleted_ = 0;
    std::map<std::size_t, int> account_depleted_; ///< by account: the first month
    std::vector<BreakerState> breakers_;
    WatchedCells cells_, year_cells_; ///< now, and at the start of the calendar year
    WatchedCells last_year_cells_;    ///< at the start of the year before, or at as_of
    std::vector<Money> target_value_;
    std::vector<std::array<Money, 3>> target_refused_;
    tally::PathScores scores_; ///< what belongs to single events
    std::vector<std::string> findings_;
};

} // namespace kdt::properties
