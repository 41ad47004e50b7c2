#pragma once

namespace kdt::credit {

/// What a factor period brings to one risk class.
struct Economy {
    double composite = 0.0; ///< Y = wᵀZ/√(wᵀRw); high is good
    double chi_scale = 1.0; ///< √(W/ν) of the Student-t model, W ~ χ²_ν; 1 elsewhere
    double intensity = 1.0; ///< w_0 + Σ w_kΓ_k of CreditRisk+; 1 elsewhere
};

} // namespace kdt::credit
