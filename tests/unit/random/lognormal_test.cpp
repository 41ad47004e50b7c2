#include "catch.hpp"
#include "every_target.hpp"

#include "random/lognormal.hpp"
#include "random/normal.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

using kdt::random::coarse_uniform_of;
using kdt::random::lognormals;

namespace {

/// All over the words, and every one about the ends, the median and where the middle meets the tails (0.075, 0.925).
std::vector<std::uint32_t> many_words() {
    std::vector<std::uint32_t> words;
    for (std::uint64_t word = 0; word < (std::uint64_t{1} << 32); word += 524'287) {
        words.push_back(static_cast<std::uint32_t>(word));
    }
    constexpr auto kLast = std::numeric_limits<std::uint32_t>::max();
    for (const std::uint32_t about : {500U, 322'122'547U, 0x80000000U, 3'972'844'748U, kLast - 500U}) {
        for (std::uint32_t word = about - 500U; word < about + 500U; ++word) { words.push_back(word); }
    }
    return words;
}

std::vector<double> drawn(const std::vector<std::uint32_t>& words, double log_mean, double log_sd) {
    const std::vector<double> means(words.size(), log_mean);
    const std::vector<double> sds(words.size(), log_sd);
    std::vector<double> out(words.size());
    lognormals(words, means, sds, out);
    return out;
}

} // namespace

TEST_CASE("lognormals: exp(μ + σ·Φ⁻¹(u)) as Boost.Math and the C library have it, to what its exponent is rounded by") {
    const std::vector<std::uint32_t> words = many_words();
    for (const auto& [log_mean, log_sd] : {std::pair{15.0, 0.5}, std::pair{0.0, 1.0}, std::pair{-300.0, 8.0}}) {
        const std::vector<double> sizes = drawn(words, log_mean, log_sd);
        double worst = 0.0;
        for (std::size_t i = 0; i < words.size(); ++i) {
            const double z = kdt::random::normal_quantile(coarse_uniform_of(words[i]));
            const double x = log_mean + log_sd * z;
            // What the exponent is rounded by is a relative error of the size.
            worst = std::max(worst, std::abs(sizes[i] / std::exp(x) - 1.0) / std::max(1.0, std::abs(x)));
        }
        INFO(log_mean << " " << log_sd);
        CHECK(worst < 2e-15);
    }
}

TEST_CASE("lognormals: the same bits with every kind of register, one by one and many together") {
    std::vector<std::uint32_t> words = many_words();
    words.resize(words.size() / 8 * 8 + 5); // a rest that fills no register
    const std::vector<double> first = drawn(words, 15.0, 0.7);
    int targets = 0;
    kdt::on_every_target([&](const std::string& target) {
        INFO(target);
        ++targets;
        CHECK(drawn(words, 15.0, 0.7) == first);
    });
    CHECK(targets > 1);
    int wrong = 0;
    for (std::size_t i = 0; i < words.size(); i += 97) { wrong += drawn({words[i]}, 15.0, 0.7)[0] != first[i] ? 1 : 0; }
    CHECK(wrong == 0);
}

TEST_CASE("lognormals: exponents beyond ±700 are held there, and none is drawn of none") {
    CHECK(drawn({0x80000000U}, 1e6, 0.0)[0] == Approx(std::exp(700.0)));
    CHECK(drawn({0x80000000U}, -1e6, 0.0)[0] == Approx(std::exp(-700.0)));
    CHECK(drawn({}, 0.0, 1.0).empty());
}
