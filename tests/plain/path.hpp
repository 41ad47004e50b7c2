// One path: the month loop.
#pragma once

#include "credit.hpp"

#include <array>

namespace plain {

enum Measure {
    // also kept by bank, product, tier and sector
    defaulted_principal,
    credit_loss,
    loss_to_date,
    claims_filed,
    claims_paid,
    recoveries,
    pool_net_loss,
    bank_net_loss,
    guarantor_net_loss,
    disbursed,
    extended,
    repaid_early,
    loans_granted,
    outstanding,
    bad_balance,
    claims_waiting,
    group_measures,
    // of the scheme only
    default_rate = group_measures,
    claims_rejected,
    claims_to_bank,
    claims_cancelled,
    recoveries_to_pool,
    insurer_net_loss,
    reguarantee_net_loss,
    top_ups,
    interest_income,
    pool_balance,
    leverage_used,
    capacity_left,
    claims_pending,
    claims_cut,
    budget_called,
    claims_deferred, // where some cap lets claims wait
    measures,
    repaid = measures,
    limit_renewed,
    returned_to_treasury,
    all_measures
};

inline const char* const measure_names[measures] = {"defaulted_principal",
                                                    "credit_loss",
                                                    "loss_to_date",
                                                    "claims_filed",
                                                    "claims_paid",
                                                    "recoveries",
                                                    "pool_net_loss",
                                                    "bank_net_loss",
                                                    "guarantor_net_loss",
                                                    "disbursed",
                                                    "extended",
                                                    "repaid_early",
                                                    "loans_granted",
                                                    "outstanding",
                                                    "bad_balance",
                                                    "claims_waiting",
                                                    "default_rate",
                                                    "claims_rejected",
                                                    "claims_to_bank",
                                                    "claims_cancelled",
                                                    "recoveries_to_pool",
                                                    "insurer_net_loss",
                                                    "reguarantee_net_loss",
                                                    "top_ups",
                                                    "interest_income",
                                                    "pool_balance",
                                                    "leverage_used",
                                                    "capacity_left",
                                                    "claims_pending",
                                                    "claims_cut",
                                                    "budget_called",
                                                    "claims_deferred"};

enum Reason { by_breaker, by_bank_plan, by_capacity, reasons, by_demand = reasons };

using Figures = std::array<double, all_measures>;

// Groups: the scheme, then every bank, product, tier, sector.
struct Groups {
    explicit Groups(const Model& m)
        : bank(1), product(bank + int(m.banks.size())), tier(product + int(m.products.size())),
          sector(tier + int(m.tiers.size())), count(sector + int(m.sectors.size())) {}
    int bank, product, tier, sector, count;
};

struct Watch {
    int breaker, group;
}; // a breaker has one for each member of its scope
std::vector<Watch> watches(const Model& model);

struct Outcome {
    std::vector<std::vector<Figures>> at;    // [horizon][group]
    std::vector<Figures> monthly;            // [month], the scheme
    int depleted = 0;                        // month, 0: never
    std::vector<double> shortfall;           // [horizon]
    std::vector<int> first_stop, first_warn; // [watch], month, 0: never
    std::vector<bool> good_times;            // [horizon] the macro factor ≥ 0 in every period so far
    std::vector<double> target_value;        // [target]
    std::vector<std::array<double, reasons>> target_refused;
    std::vector<std::array<double, reasons>> refused_count, refused_amount; // [product]
    std::vector<double> principal, pool_share; // [product] opening and granted; the share weighted by it
};

class Path {
public:
    explicit Path(const Model& model);
    const Outcome& walk(unsigned long long seed, long number);

private:
    struct Bad {
        Loan loan;
        int month, due;
        double ead, gross_total, gross = 0, net = 0;
        bool filed = false, rejected = false;
        double basis = 0, granted[outside_parties] = {}, owed = 0, paid = 0;
        double deferred = 0, queued = 0; // of what is owed: waits for January, stands in the queue
    };
    struct Payable {
        size_t bad; // position in bads_
        double amount;
    };
    struct Application {
        Loan loan;
        bool granted = false;
    };

    const Model& model_;
    Groups groups_;
    std::vector<Watch> watches_;
    Credit credit_;
    Rng rng_;
    Outcome out_;

    int t_ = 0;
    double balance_ = 0, pending_ = 0, worst_shortfall_ = 0, balance_at_new_year_ = 0;
    bool good_times_ = true;
    std::vector<Figures> now_, new_year_; // [group] so far, and as it stood when the calendar year began
    std::vector<Loan> loans_;             // performing, in entity order
    std::vector<Bad> bads_;               // in order of default month, entity
    std::vector<Payable> queue_;          // in order of payment
    double year_limit_ = 0;               // of a commitment
    double used_by_scheme_ = 0;           // of the yearly caps
    std::vector<double> used_by_bank_, used_by_product_;
    std::vector<bool> stopped_, lending_halted_, claims_halted_; // [watch], [group], [group]
    std::vector<int> stopped_since_;                             // [watch], month of the review
    std::vector<Application> applications_;

    void add(const Loan& loan, Measure measure, double amount);
    double this_year(int group, Measure measure) const { return now_[group][measure] - new_year_[group][measure]; }
    bool halted(const std::vector<bool>& by_group, const Loan& loan) const;
    double capacity() const;

    void start(unsigned long long seed, long number);
    void money_comes_in();
    void receive_recoveries();
    void receive(Bad& bad, double gross);
    void default_loans();
    void default_one(const Loan& loan);
    void settle_claims();
    void file(Bad& bad);
    double room_of_bank(int place) const;
    double within_caps(const Loan& loan, double wanted);
    double put_off(const Loan& loan, double granted);
    void queue_payable();
    double pay(Bad& bad, double wanted);
    double stands_behind_loans() const { return model_.commitment ? year_limit_ : balance_; }
    void repay();
    void repay_one(Loan& loan);
    void pay_back(Loan& loan, double amount);
    void lend();
    bool renewed(Loan& loan);
    void decide(Application& application);
    void make_applications();
    bool within_plan(int bank, double amount) const;
    double draw_size(const SizeLaw& law, double cap);
    void grant(const Loan& loan);
    void refuse(const Loan& loan, Reason reason);
    void review_breakers();
    std::pair<double, double> metric(const Watch& watch) const;
    void record();
    void check_identities() const;
};

} // namespace plain
