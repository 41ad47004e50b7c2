// A scenario as plain figures: money in 元, months as numbers from as_of, ids as positions in file order.
#pragma once

#include "plain.hpp"

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

namespace plain {

inline constexpr double no_limit = std::numeric_limits<double>::infinity();
inline constexpr double half_fen = 0.005; // amounts closer than this are the same amount

enum Party { pool, guarantor, insurer, reguarantee, outside_parties };

struct SizeLaw {
    enum Kind { lognormal, gamma, constant, empirical } kind = constant;
    double mean = 0, sd = 0, least = 0;
    std::vector<double> values; // ascending
};

struct ShareRow {
    double at_most = no_limit, above = -1;
    int tier = -1, sector = -1, bank = -1, renewal = -1; // -1: any
    double pays[outside_parties] = {};
};

struct Product {
    std::string id;
    int starts = 1, overdue = 3, review = 1, renewals = 0;
    std::vector<int> tenors;
    std::vector<double> tenor_weights;
    bool equal_principal = false, equal_instalment = false, net_loss = false;
    double rate = 0, early = 0, extension_probability = 0;
    int extension = 0; // months
    double cap = no_limit, renewal_probability = 0, rejection = 0;
    double yearly_cap = no_limit;
    bool cap_waits = false; // what is beyond waits for January
    std::vector<ShareRow> rows;
};

struct Bank {
    std::string id;
    double weight = 1, plan = no_limit, most = no_limit;
    double yearly_cap = no_limit, cap_of_balance = no_limit; // the latter a rate
    bool cap_waits = false;
};
struct Tier {
    std::string id;
    double pd = 0;
    SizeLaw size;
    double turnover = 0; // yuan a year
};
struct Sector {
    std::string id;
    double weight = 1, rho = 0;
    std::vector<double> loading;
    std::string formula; // basel_sme, basel_retail; empty: rho
};

struct Factor {
    std::string id;
    double persistence = 0, start = 0;
    bool started = false;
    double gamma_sd = 0;
    std::vector<double> shift, path; // by period
};

// Loans that default alike: same PD, sector, asset correlation and mean recovery.
struct Kind {
    double pd = 0;
    int sector = 0;
    double rho = 0, recovery = 0;
};

struct Loan {
    std::string id, borrower; // opening book only
    double balance = 0, original = 0;
    int kind = 0, product = 0, bank = 0, tier = 0, sector = 0;
    int row = 0, age = 0, remaining = 0, tenor = 0, renewed = 0; // tenor: of a renewal
    int family = -1;                                             // of a borrower with several loans
    double rate = 0;
    bool extended = false;
};

struct Demand {
    int product = 0, tier = 0;
    double per_month = 0;
};
struct Payment {
    int month = 0;
    double amount = 0;
};
struct WorkoutPoint {
    int month = 0;
    double share = 1;
};

enum class Resume { below, after_months, year_end, never };
enum class Scope { scheme, bank, product, sector };
enum class Metric {
    bad_over_balance,
    bad_over_lent,
    claims_over_lent,
    claims_over_matured,
    cumulative,
    claims_over_pool
};

struct Breaker {
    std::string id;
    Scope scope = Scope::scheme;
    Metric metric = Metric::bad_over_balance;
    double warn = no_limit, stop = no_limit, resume = no_limit;
    bool halts_lending = false, halts_claims = false;
    int review = 1, resume_after = 0;
    Resume how = Resume::below;
};

struct Target {
    std::string id;
    enum Measure { disbursed, cumulative, outstanding } measure = disbursed;
    int from = 1, to = 1;
    double amount = 0, already_lent = 0;
    std::vector<bool> counts; // by product
};

enum class Dependence { gaussian, student_t, credit_risk_plus, logit, independent };
enum class Base { opening, balance, net_of_pipeline };

struct Model {
    double unit = 1;
    int as_of = 0, horizon = 0; // as_of: year·12 + month − 1
    std::vector<int> horizons;
    std::vector<double> levels;

    double balance = 0, interest = 0; // a commitment's balance is its yearly limit
    bool commitment = false, carries_over = false;
    double yearly_cap = no_limit;
    bool cap_waits = false;
    std::vector<Payment> top_ups;
    bool queue = true, has_leverage = false, counts_bad = false;
    double multiple = 0;
    Base base = Base::opening;

    std::vector<Bank> banks;
    std::vector<Product> products;
    std::vector<Tier> tiers;
    std::vector<Sector> sectors;
    std::vector<Factor> factors;
    std::vector<std::vector<double>> correlation;
    int macro = -1;

    Dependence dependence = Dependence::gaussian;
    double freedom = 0, slope = 0, yuan_per_euro = 1;
    int period = 12;
    std::vector<double> seasoning;           // s(1), s(2), …; the last holds on
    std::vector<double> pd_multiplier;       // by tier
    double rho_value = -1, rho_multiply = 1; // stress

    bool beta = false, frye_jacobs = false;
    double recovery = 0, recovery_precision = 0, recovery_multiplier = 1, cost = 0;
    std::vector<WorkoutPoint> workout;

    std::vector<Kind> kinds; // tier × sector first, then those of single loans
    std::vector<Loan> book;  // in entity order
    int families = 0;

    std::vector<Demand> demand;
    double growth = 0, volatility = 0, macro_loading = 0, demand_multiplier = 1;
    std::vector<double> seasonality;
    bool poisson = true;

    std::vector<Breaker> breakers;
    std::vector<Target> targets;

    int calendar_month(int t) const { return (as_of + t) % 12 + 1; }
    double stressed_pd(double pd, int tier) const;
    double stressed_rho(double rho) const;
    double sector_rho(int tier, int sector, double stressed_pd) const;
    double stressed_recovery(double mean) const;
    int kind_of(int tier, int sector) const { return tier * int(sectors.size()) + sector; }
    int row_of(const Loan& loan) const;
    bool some_cap_waits() const {
        const auto waits = [](const auto& capped) { return capped.cap_waits; };
        return cap_waits || std::any_of(banks.begin(), banks.end(), waits) ||
               std::any_of(products.begin(), products.end(), waits);
    }
};

Model read(const Json& scenario, const std::string& folder);

// book.cpp: the opening book into model.book, and the size laws.
void read_tape(Model& model, const std::string& file, double unit);
void build_synthetic(Model& model, const Json& synthetic);
double quantile(const SizeLaw& law, double cap, double u);
double mean_size(const SizeLaw& law, double cap);

// read.cpp
double read_money(const Json& value, double unit);
double read_rate(const Json& value);

} // namespace plain
