// Many paths, and their means, errors, quantiles and probabilities under the names of summary.json.
#include "path.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <exception>
#include <thread>

namespace plain {
namespace {

using Sample = std::vector<double>;
constexpr double z95 = 1.959963984540054;

std::string key(double level) {
    char text[32];
    std::snprintf(text, sizeof text, "%.10g", level);
    return text;
}
Json json_number(double x) { return std::isfinite(x) ? Json(x) : Json(); }

// x₍ₖ₎, k = ⌈Na⌉
size_t rank(size_t n, double level) {
    const double k = std::ceil(double(n) * level - 1e-7);
    return size_t(std::clamp(k, 1.0, double(n)));
}
double quantile_of(const Sample& sorted, double level) { return sorted[rank(sorted.size(), level) - 1]; }

double mean_of(const Sample& x) {
    long double sum = 0;
    for (double value : x) sum += value;
    return x.empty() ? NAN : double(sum / x.size());
}
double central_moment(const Sample& x, double mean, int power) {
    long double sum = 0;
    for (double value : x) sum += std::pow(value - mean, power);
    return double(sum / x.size());
}

Json describe(Sample x, const std::vector<double>& levels, double unit) {
    std::erase_if(x, [](double value) { return std::isnan(value); }); // null on that path
    if (x.empty()) return Json();
    std::sort(x.begin(), x.end());
    const double n = double(x.size()), mean = mean_of(x);
    const double variance = n > 1 ? central_moment(x, mean, 2) * n / (n - 1) : 0, sd = std::sqrt(variance);
    Json j;
    j["mean"] = {{"value", mean / unit}, {"se", sd / std::sqrt(n) / unit}};
    const double sd_error =
        sd > 0 ? std::sqrt(std::max(central_moment(x, mean, 4) - variance * variance, 0.0) / n) / (2 * sd) : 0;
    j["sd"] = {{"value", sd / unit}, {"se", sd_error / unit}};

    std::vector<double> wanted = {0.05, 0.25, 0.5, 0.75, 0.95};
    for (double level : levels) wanted.push_back(level), wanted.push_back(std::stod(key(1 - level)));
    std::sort(wanted.begin(), wanted.end());
    for (double level : wanted) {
        const double half = z95 * std::sqrt(n * level * (1 - level));
        const size_t low = size_t(std::clamp(std::floor(n * level - half), 1.0, n));
        const size_t high = size_t(std::clamp(std::ceil(n * level + half) + 1, 1.0, n));
        j["quantile"][key(level)] = {
            {"value", quantile_of(x, level) / unit}, {"lo", x[low - 1] / unit}, {"hi", x[high - 1] / unit}};
    }
    for (double level : levels) { // Acerbi and Tasche
        const size_t k = rank(x.size(), level);
        long double tail = (double(k) - n * level) * x[k - 1];
        Sample excess(x.size(), 0);
        for (size_t i = k; i < x.size(); ++i) tail += x[i], excess[i] = x[i] - x[k - 1];
        const double se = std::sqrt(central_moment(excess, mean_of(excess), 2) / n) / (1 - level);
        j["es"][key(level)] = {{"value", double(tail) / (n * (1 - level)) / unit}, {"se", se / unit}};
    }
    return j;
}

struct Proportion {
    long n = 0, events = 0;
    void count(bool event) { ++n, events += event; }
    Json json() const {
        const double all = double(n), p = n > 0 ? double(events) / all : NAN;
        return {
            {"value", json_number(p)}, {"se", json_number(std::sqrt(p * (1 - p) / all))}, {"n", n}, {"events", events}};
    }
};

struct Moments {
    long n = 0;
    long double sum = 0, squares = 0;
    void add(double x) { ++n, sum += x, squares += (long double)(x)*x; }
    Json json(double unit) const {
        const long double mean = sum / n,
                          variance = n > 1 ? std::max<long double>((squares - sum * mean) / (n - 1), 0) : 0;
        return {{"mean", {{"value", double(mean) / unit}, {"se", double(std::sqrt(variance / n)) / unit}}},
                {"sd", double(std::sqrt(variance)) / unit}};
    }
};

bool is_money(int measure) { return measure != loans_granted && measure != default_rate && measure != leverage_used; }

// What sums in doubles leave behind of nothing is nothing (it would be seen in a quantile).
double snapped(int measure, double x) { return is_money(measure) && std::abs(x) < 1e-5 ? 0 : x; }

Reason why_missed(const Target& target, double value, const std::array<double, reasons>& refused) {
    double all = 0;
    for (double amount : refused) all += amount;
    if (all < target.amount - value - half_fen) return by_demand;
    return Reason(std::max_element(refused.begin(), refused.end()) - refused.begin());
}

} // namespace

Json run(const Json& scenario, const std::string& folder, long paths, unsigned long long seed, int threads) {
    const Model model = read(scenario, folder);
    const Groups groups(model);
    const auto watch = watches(model);
    const size_t H = model.horizons.size(), N = size_t(paths), B = model.breakers.size();
    threads = std::clamp<int>(threads, 1, int(std::max(1L, paths)));

    const Measure series[] = {pool_balance, outstanding, claims_paid, disbursed};
    Sample scheme_zero(N, NAN);
    std::vector<std::vector<Sample>> scheme(H, std::vector<Sample>(measures, scheme_zero));
    std::vector<Sample> shortfall(H, scheme_zero), target_value(model.targets.size(), scheme_zero);
    std::vector<std::vector<char>> good(H, std::vector<char>(N)), reason(model.targets.size(), std::vector<char>(N));
    std::vector<std::vector<int>> stop(watch.size(), std::vector<int>(N)), warn = stop;
    std::vector<int> depleted(N);
    std::vector<Sample> refused_count(model.products.size() * reasons, scheme_zero), refused_amount = refused_count;

    struct Sums {                                                            // those that a thread adds up for itself
        std::vector<std::vector<std::array<Moments, group_measures>>> group; // [horizon][group]
        std::vector<std::array<long double, 4>> month;
        std::vector<long double> principal, share;
        std::exception_ptr failure;
    };
    std::vector<Sums> sums(threads);
    const auto work = [&](int thread) {
        Sums& sum = sums[thread];
        sum.group.assign(H, std::vector<std::array<Moments, group_measures>>(groups.count));
        sum.month.assign(model.horizon + 1, {});
        sum.principal.assign(model.products.size(), 0);
        sum.share = sum.principal;
        Path walker(model);
        for (size_t i = N * thread / threads; i < N * (thread + 1) / threads; ++i) {
            const Outcome& out = walker.walk(seed, long(i));
            for (size_t h = 0; h < H; ++h) {
                for (int m = 0; m < measures; ++m) scheme[h][m][i] = snapped(m, out.at[h][0][m]);
                for (int g = 1; g < groups.count; ++g)
                    for (int m = 0; m < group_measures; ++m) sum.group[h][g][m].add(out.at[h][g][m]);
                shortfall[h][i] = out.shortfall[h];
                good[h][i] = out.good_times[h];
            }
            for (size_t t = 0; t < sum.month.size(); ++t)
                for (int k = 0; k < 4; ++k) sum.month[t][k] += out.monthly[t][series[k]];
            for (size_t w = 0; w < watch.size(); ++w) stop[w][i] = out.first_stop[w], warn[w][i] = out.first_warn[w];
            depleted[i] = out.depleted;
            for (size_t k = 0; k < model.targets.size(); ++k) {
                target_value[k][i] = out.target_value[k];
                reason[k][i] = char(why_missed(model.targets[k], out.target_value[k], out.target_refused[k]));
            }
            for (size_t p = 0; p < model.products.size(); ++p)
                for (size_t r = 0; r < reasons; ++r) {
                    refused_count[p * reasons + r][i] = out.refused_count[p][r];
                    refused_amount[p * reasons + r][i] = out.refused_amount[p][r];
                }
            for (size_t p = 0; p < model.products.size(); ++p)
                sum.principal[p] += out.principal[p], sum.share[p] += out.pool_share[p];
        }
    };
    std::vector<std::thread> team;
    for (int thread = 0; thread < threads; ++thread)
        team.emplace_back([&, thread] {
            try {
                work(thread);
            } catch (...) { sums[thread].failure = std::current_exception(); }
        });
    for (std::thread& member : team) member.join();
    for (const Sums& sum : sums)
        if (sum.failure) std::rethrow_exception(sum.failure);

    Json j;
    j["simulation"] = {{"paths", paths}, {"seed", seed}, {"method", "bernoulli"}};
    j["book"] = {{"loans", model.book.size()}};
    const auto month_key = [&](size_t h) { return std::to_string(model.horizons[h]); };
    for (int m = 0; m < measures; ++m)
        for (size_t h = 0; h < H && (m != claims_deferred || model.some_cap_waits()); ++h)
            j["measures"][measure_names[m]][month_key(h)] =
                describe(scheme[h][m], model.levels, is_money(m) ? model.unit : 1);

    // first[w][i]: the month in which it first happened; any of a breaker's watches counts.
    const auto chance = [&](const std::vector<std::vector<int>>& first, auto belongs, size_t h, bool given_good) {
        Proportion p;
        for (size_t i = 0; i < N; ++i) {
            if (given_good && !good[h][i]) continue;
            bool event = false;
            for (size_t w = 0; w < watch.size(); ++w)
                event = event || (belongs(watch[w]) && first[w][i] > 0 && first[w][i] <= model.horizons[h]);
            p.count(event);
        }
        return p.json();
    };
    for (size_t h = 0; h < H; ++h) {
        Proportion dry;
        Sample when, how_much;
        for (size_t i = 0; i < N; ++i) {
            const bool event = depleted[i] > 0 && depleted[i] <= model.horizons[h];
            dry.count(event);
            if (event) when.push_back(depleted[i]), how_much.push_back(shortfall[h][i]);
        }
        j["probabilities"]["pool_depleted"][month_key(h)] = dry.json();
        Json& depletion = j["depletion"][month_key(h)];
        depletion = {{"time", {{"p05", Json()}, {"p50", Json()}, {"p95", Json()}}},
                     {"shortfall", {{"mean", Json()}, {"p95", Json()}, {"se", Json()}}}};
        if (!when.empty()) {
            std::sort(when.begin(), when.end());
            std::sort(how_much.begin(), how_much.end());
            const Json moments = describe(how_much, {0.95}, model.unit);
            depletion["time"] = {
                {"p05", quantile_of(when, 0.05)}, {"p50", quantile_of(when, 0.5)}, {"p95", quantile_of(when, 0.95)}};
            depletion["shortfall"] = {{"mean", moments["mean"]["value"]},
                                      {"p95", moments["quantile"]["0.95"]["value"]},
                                      {"se", moments["mean"]["se"]}};
        }
        for (size_t b = 0; b < B; ++b) {
            const auto own = [b](const Watch& one) { return one.breaker == int(b); };
            const std::string& id = model.breakers[b].id;
            j["probabilities"]["breaker_stop"][id][month_key(h)] = chance(stop, own, h, false);
            j["probabilities"]["breaker_warn"][id][month_key(h)] = chance(warn, own, h, false);
            j["probabilities"]["false_alarm"][id][month_key(h)] = chance(stop, own, h, true);
        }
    }

    for (size_t k = 0; k < model.targets.size(); ++k) {
        const Target& target = model.targets[k];
        Proportion met;
        double why[reasons + 1] = {};
        for (size_t i = 0; i < N; ++i) {
            const bool reached = target_value[k][i] >= target.amount - half_fen;
            met.count(reached);
            if (!reached) why[int(reason[k][i])] += 1;
        }
        const double missed = double(met.n - met.events);
        std::sort(target_value[k].begin(), target_value[k].end());
        j["targets"][target.id] = {{"amount", target.amount / model.unit},
                                   {"probability", met.json()},
                                   {"p10", quantile_of(target_value[k], 0.1) / model.unit},
                                   {"p50", quantile_of(target_value[k], 0.5) / model.unit},
                                   {"p90", quantile_of(target_value[k], 0.9) / model.unit},
                                   {"bound_by",
                                    {{"demand", json_number(why[by_demand] / missed)},
                                     {"capacity", json_number(why[by_capacity] / missed)},
                                     {"bank_plan", json_number(why[by_bank_plan] / missed)},
                                     {"breaker", json_number(why[by_breaker] / missed)}}}};
    }

    const char* const reason_names[] = {"breaker", "bank_plan", "capacity"};
    for (size_t p = 0; p < model.products.size(); ++p)
        for (size_t r = 0; r < reasons; ++r)
            j["refusals"][model.products[p].id][reason_names[r]] = {
                {"count", describe(refused_count[p * reasons + r], {}, 1)["mean"]},
                {"amount", describe(refused_amount[p * reasons + r], {}, model.unit)["mean"]}};

    for (int thread = 1; thread < threads; ++thread) {
        Sums &all = sums[0], &one = sums[thread];
        for (size_t h = 0; h < H; ++h)
            for (int g = 1; g < groups.count; ++g)
                for (int m = 0; m < group_measures; ++m) {
                    all.group[h][g][m].n += one.group[h][g][m].n;
                    all.group[h][g][m].sum += one.group[h][g][m].sum;
                    all.group[h][g][m].squares += one.group[h][g][m].squares;
                }
        for (size_t t = 0; t < all.month.size(); ++t)
            for (int k = 0; k < 4; ++k) all.month[t][k] += one.month[t][k];
        for (size_t p = 0; p < model.products.size(); ++p)
            all.principal[p] += one.principal[p], all.share[p] += one.share[p];
    }
    const Sums& all = sums[0];
    for (size_t p = 0; p < model.products.size(); ++p)
        j["break_even"][model.products[p].id] =
            json_number(model.has_leverage ? double(all.principal[p] / (all.share[p] * model.multiple)) : NAN);
    for (int k = 0; k < 4; ++k)
        for (const auto& month : all.month)
            j["series"][measure_names[series[k]]]["mean"].push_back(double(month[k] / N) / model.unit);

    const auto tell = [&](const char* name, int first, const auto& members) {
        for (size_t i = 0; i < members.size(); ++i) {
            const int g = first + int(i);
            Json& one = j[name][members[i].id];
            for (size_t h = 0; h < H; ++h) {
                for (int m = 0; m < group_measures; ++m)
                    one["measures"][measure_names[m]][month_key(h)] =
                        all.group[h][g][m].json(is_money(m) ? model.unit : 1);
                for (const Watch& own : watch) {
                    if (own.group != g) continue;
                    const auto same = [&](const Watch& other) {
                        return other.breaker == own.breaker && other.group == g;
                    };
                    const std::string& id = model.breakers[own.breaker].id;
                    one["probabilities"]["breaker_stop"][id][month_key(h)] = chance(stop, same, h, false);
                    one["probabilities"]["breaker_warn"][id][month_key(h)] = chance(warn, same, h, false);
                    one["probabilities"]["false_alarm"][id][month_key(h)] = chance(stop, same, h, true);
                }
            }
        }
    };
    tell("banks", groups.bank, model.banks);
    tell("products", groups.product, model.products);
    tell("tiers", groups.tier, model.tiers);
    tell("sectors", groups.sector, model.sectors);
    return j;
}

} // namespace plain
