// kdt_plain SCENARIO.json PATHS SEED [--threads N] [OVERLAY.json ...]
#include "plain.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

namespace {

plain::Json load(const std::string& file) {
    std::ifstream in(file);
    if (!in) throw std::runtime_error("cannot open " + file);
    return plain::Json::parse(in);
}

} // namespace

int main(int argc, char** argv) {
    try {
        std::vector<std::string> words(argv + 1, argv + argc);
        int threads = 1;
        for (size_t i = 0; i + 1 < words.size(); ++i)
            if (words[i] == "--threads") {
                threads = std::stoi(words[i + 1]);
                words.erase(words.begin() + i, words.begin() + i + 2);
                break;
            }
        if (words.size() < 3) {
            std::cerr << "kdt_plain SCENARIO.json PATHS SEED [--threads N] [OVERLAY.json ...]\n";
            return 2;
        }
        plain::Json scenario = load(words[0]);
        for (size_t i = 3; i < words.size(); ++i) scenario.merge_patch(load(words[i]));
        const std::string folder = std::filesystem::absolute(words[0]).parent_path().string();
        const auto begin = std::chrono::steady_clock::now();
        const plain::Json result = plain::run(scenario, folder, std::stol(words[1]), std::stoull(words[2]), threads);
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
        std::cout << result.dump(1) << '\n';
        std::cerr << words[1] << " paths in " << took.count() << " s\n";
    } catch (const std::exception& problem) {
        std::cerr << problem.what() << '\n';
        return 1;
    }
}
