// The same work with the C++ standard library: mt19937_64 and normal_distribution, one number for each loan and trial.
// usage: kdt_rival LOANS.csv TRIALS   prints the expected loss in 万元 and its standard error
#include <cmath>
#include <fstream>
#include <iostream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

namespace {

constexpr double kLgd = 0.45;

struct Loan {
    double ead;
    double threshold;
    double loading;
    double own;
};

/// Standard normal quantile by bisection: for the thresholds, once.
double quantile(double p) {
    double low = -40.0;
    double high = 40.0;
    for (int i = 0; i < 100; ++i) {
        const double middle = 0.5 * (low + high);
        (0.5 * std::erfc(-middle / std::sqrt(2.0)) < p ? low : high) = middle;
    }
    return low;
}

std::vector<Loan> read(const std::string& file) {
    std::ifstream in(file);
    std::string line;
    std::getline(in, line);
    std::vector<Loan> loans;
    while (std::getline(in, line)) {
        std::istringstream cells(line);
        std::string id;
        std::string ead;
        std::string pd;
        std::string rho;
        std::getline(cells, id, ',');
        std::getline(cells, ead, ',');
        std::getline(cells, pd, ',');
        std::getline(cells, rho, ',');
        loans.push_back(
            {std::stod(ead), quantile(std::stod(pd)), std::sqrt(std::stod(rho)), std::sqrt(1.0 - std::stod(rho))});
    }
    return loans;
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::cerr << "kdt_rival LOANS.csv TRIALS\n";
        return 2;
    }
    const std::vector<Loan> loans = read(argv[1]);
    const long trials = std::stol(argv[2]);
    std::mt19937_64 generator(1);
    std::normal_distribution<double> normal;
    double sum = 0.0;
    double squares = 0.0;
    for (long trial = 0; trial < trials; ++trial) {
        const double factor = normal(generator);
        double loss = 0.0;
        for (const Loan& loan : loans) {
            if (loan.loading * factor + loan.own * normal(generator) < loan.threshold) { loss += loan.ead * kLgd; }
        }
        sum += loss;
        squares += loss * loss;
    }
    const double mean = sum / static_cast<double>(trials);
    std::cout << mean << ' '
              << std::sqrt((squares / static_cast<double>(trials) - mean * mean) / static_cast<double>(trials)) << '\n';
}
