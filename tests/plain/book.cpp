// The opening book: a tape read as it stands, or the synthetic book of model.md section 6.
#include "maths.hpp"
#include "model.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <stdexcept>
#include <tuple>

namespace plain {
namespace {

double log_sd(const SizeLaw& law) { return std::sqrt(std::log1p(law.sd * law.sd / (law.mean * law.mean))); }

double uncapped_quantile(const SizeLaw& law, double u) {
    switch (law.kind) {
    case SizeLaw::constant: return law.mean;
    case SizeLaw::empirical: return law.values[std::min(size_t(u * double(law.values.size())), law.values.size() - 1)];
    case SizeLaw::gamma: {
        const double shape = law.mean * law.mean / (law.sd * law.sd);
        return gamma_quantile(u, shape) * law.mean / shape;
    }
    default: {
        const double s = log_sd(law);
        return std::exp(std::log(law.mean) - s * s / 2 + s * normal_quantile(u));
    }
    }
}

double above(const SizeLaw& law, double x) { // P(size > x), for the two laws with a density
    if (x <= 0) return 1;
    if (law.kind == SizeLaw::gamma) {
        const double shape = law.mean * law.mean / (law.sd * law.sd);
        return 1 - gamma_cdf(x * shape / law.mean, shape);
    }
    const double s = log_sd(law);
    return normal_cdf(-(std::log(x / law.mean) + s * s / 2) / s);
}

double simpson(const SizeLaw& law, double from, double to) {
    const int n = 20000;
    double sum = above(law, from) + above(law, to);
    for (int i = 1; i < n; ++i) sum += (i % 2 ? 4 : 2) * above(law, from + (to - from) * i / n);
    return sum * (to - from) / n / 3;
}

std::vector<std::string> split(const std::string& line) {
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (char c : line) {
        if (c == '"')
            quoted = !quoted;
        else if (c == ',' && !quoted)
            cells.emplace_back();
        else if (c != '\r')
            cells.back() += c;
    }
    return cells;
}

template <class Things>
int find(const Things& things, const std::string& id, const char* column) {
    if (id.empty() && things.size() == 1) return 0;
    for (size_t i = 0; i < things.size(); ++i)
        if (things[i].id == id) return int(i);
    throw std::runtime_error(std::string("plain: tape column ") + column + ": unknown id '" + id + "'");
}

double fraction_part(double x) { return x - std::floor(x); }

int pick(const std::vector<double>& weights, double u) {
    double total = 0, sum = 0;
    for (double w : weights) total += w;
    for (size_t i = 0; i < weights.size(); ++i)
        if (u < (sum += weights[i] / total)) return int(i);
    return int(weights.size()) - 1;
}

} // namespace

double quantile(const SizeLaw& law, double cap, double u) {
    return std::min(std::max(uncapped_quantile(law, u), law.least), cap);
}

// E[min(max(X, least), cap)] = least + the integral of P(X > x) from least to cap.
double mean_size(const SizeLaw& law, double cap) {
    if (cap <= law.least) return cap;
    if (law.kind == SizeLaw::constant) return quantile(law, cap, 0.5);
    if (law.kind == SizeLaw::empirical) {
        double sum = 0;
        for (double x : law.values) sum += std::min(std::max(x, law.least), cap);
        return sum / double(law.values.size());
    }
    if (cap == no_limit) return law.mean + law.least - simpson(law, 0, law.least);
    return law.least + simpson(law, law.least, cap);
}

void read_tape(Model& model, const std::string& file, double unit) {
    std::ifstream in(file);
    if (!in) throw std::runtime_error("plain: cannot open " + file);
    std::string line;
    std::getline(in, line);
    if (line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
    const std::vector<std::string> header = split(line);

    std::map<std::tuple<double, int, double, double>, int> kinds;
    while (std::getline(in, line)) {
        if (line.empty() || line == "\r") continue;
        std::map<std::string, std::string> cell;
        const auto cells = split(line);
        for (size_t i = 0; i < cells.size() && i < header.size(); ++i) cell[header[i]] = cells[i];
        const auto number = [&](const char* column, double otherwise) {
            return cell[column].empty() ? otherwise : read_rate(Json(cell[column]));
        };

        Loan loan;
        loan.id = cell["loan_id"];
        loan.borrower = cell["borrower_id"];
        loan.product = find(model.products, cell["product"], "product");
        loan.bank = find(model.banks, cell["bank"], "bank");
        loan.tier = find(model.tiers, cell["tier"], "tier");
        loan.sector = find(model.sectors, cell["sector"], "sector");
        loan.balance = read_money(Json(cell["principal"]), unit);
        loan.original =
            cell["original_principal"].empty() ? loan.balance : read_money(Json(cell["original_principal"]), unit);
        loan.age = int(number("months_on_book", 0));
        const std::vector<int>& tenors = model.products[loan.product].tenors;
        loan.remaining = int(number("remaining_months", tenors[0] - loan.age));
        loan.tenor = tenors.size() > 1 ? loan.age + loan.remaining : tenors[0];
        loan.renewed = int(number("renewals_used", 0));
        loan.rate = number("rate", model.products[loan.product].rate);

        const double pd = model.stressed_pd(number("pd", model.tiers[loan.tier].pd), loan.tier);
        const double rho = number("asset_correlation", model.sector_rho(loan.tier, loan.sector, pd));
        const Kind kind{pd, loan.sector, model.stressed_rho(rho),
                        model.stressed_recovery(number("recovery", model.recovery))};
        const auto [place, is_new] =
            kinds.try_emplace({kind.pd, kind.sector, kind.rho, kind.recovery}, model.kinds.size());
        if (is_new) model.kinds.push_back(kind);
        loan.kind = place->second;
        model.book.push_back(loan);
    }
    std::stable_sort(model.book.begin(), model.book.end(), [](const Loan& a, const Loan& b) { return a.id < b.id; });

    std::map<std::string, int> count, family;
    for (const Loan& loan : model.book) ++count[loan.borrower];
    for (Loan& loan : model.book)
        if (!loan.borrower.empty() && count[loan.borrower] > 1)
            loan.family = family.try_emplace(loan.borrower, int(family.size())).first->second;
    model.families = int(family.size());
}

void build_synthetic(Model& model, const Json& synthetic) {
    const double outstanding = read_money(synthetic.at("outstanding"), model.unit);
    std::vector<double> bank_weights, sector_weights;
    for (const Bank& bank : model.banks) bank_weights.push_back(bank.weight);
    for (const Sector& sector : model.sectors) sector_weights.push_back(sector.weight);

    Json mix = synthetic.contains("mix") ? synthetic.at("mix") : Json{};
    if (mix.is_null()) mix[model.products.at(0).id] = 1.0;
    for (const auto& [id, share] : mix.items()) {
        if (id == "note") continue;
        const int p = find(model.products, id, "mix");
        const Product& product = model.products[p];
        const double amount = outstanding * read_rate(share);

        std::vector<double> tier_weights(model.tiers.size(), 0);
        for (const Demand& row : model.demand)
            if (row.product == p) tier_weights[row.tier] += row.per_month;
        double total = 0, mean = 0;
        for (double w : tier_weights) total += w;
        if (total == 0) {
            if (model.tiers.size() > 1) throw std::runtime_error("plain: synthetic book of a product without demand");
            total = tier_weights[0] = 1;
        }
        for (size_t t = 0; t < model.tiers.size(); ++t)
            if (tier_weights[t] > 0) mean += tier_weights[t] / total * mean_size(model.tiers[t].size, product.cap);

        const int n = int(std::lround(amount / mean));
        const size_t first = model.book.size();
        double sum = 0;
        for (int i = 1; i <= n; ++i) {
            Loan loan;
            loan.product = p;
            loan.tier = pick(tier_weights, fraction_part(i * 0.2360679775));
            loan.original = quantile(model.tiers[loan.tier].size, product.cap, fraction_part(i * 0.3027756377));
            std::vector<double> in_stock; // a tenor is there as long as it runs
            for (size_t k = 0; k < product.tenors.size(); ++k)
                in_stock.push_back(product.tenor_weights[k] * product.tenors[k]);
            loan.tenor = product.tenors[pick(in_stock, fraction_part(i * 0.1231056256))];
            loan.age = int(std::floor(loan.tenor * fraction_part(i * 0.6180339887)));
            loan.bank = pick(bank_weights, fraction_part(i * 0.4142135624));
            loan.sector = pick(sector_weights, fraction_part(i * 0.7320508076));
            loan.remaining = loan.tenor - loan.age;
            loan.rate = product.rate;
            loan.balance = loan.original;
            if (product.equal_principal || (product.equal_instalment && loan.rate == 0)) {
                loan.balance *= double(loan.remaining) / loan.tenor;
            } else if (product.equal_instalment) {
                const double grown = std::pow(1 + loan.rate / 12, loan.age);
                const double whole = std::pow(1 + loan.rate / 12, loan.tenor);
                loan.balance *= (whole - grown) / (whole - 1);
            }
            loan.kind = model.kind_of(loan.tier, loan.sector);
            sum += loan.balance;
            model.book.push_back(loan);
        }
        for (size_t i = first; i < model.book.size(); ++i) {
            model.book[i].original *= amount / sum;
            model.book[i].balance *= amount / sum;
        }
    }
}

} // namespace plain
