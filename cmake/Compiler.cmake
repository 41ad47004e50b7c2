# One language, one arithmetic: no contraction and no fast-math, so that results do not depend on the optimiser.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()
set(CMAKE_CXX_FLAGS_RELEASE "-O2")
# What a program says of its sources does not depend on where they lie.
add_compile_options(-ffp-contract=off -fmacro-prefix-map=${CMAKE_SOURCE_DIR}/=)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # The compiler looks for memory to reuse later: a tenth of the time for a fifth more memory.
  add_compile_options("SHELL:--param ggc-min-heapsize=1500000")
endif()

add_library(kdt_flags INTERFACE)
# No -Wpedantic: products of two amounts of money need __int128, which it rejects.
# Structures of plain figures have defaults for every member; naming only those that differ is the point of them.
target_compile_options(kdt_flags INTERFACE -Wall -Wextra -Wshadow -Wconversion -Wnon-virtual-dtor
                       -Woverloaded-virtual -Wno-missing-field-initializers)
if(KDT_WERROR)
  # GCC 12's flow analysis raises the four named without cause inside the standard library: they stay warnings.
  target_compile_options(kdt_flags INTERFACE -Werror -Wno-error=array-bounds -Wno-error=maybe-uninitialized
                         -Wno-error=restrict -Wno-error=stringop-overflow)
endif()
if(KDT_SANITIZE)
  # A null or too short object is found by AddressSanitizer already; the checks left out take a third of the build.
  add_compile_options(-fsanitize=address,undefined -fno-sanitize=null,object-size,alignment,vptr
                      -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # Checks as calls instead of inline: a quarter of the compiling.
    add_compile_options(--param=asan-instrumentation-with-call-threshold=0)
  endif()
  if(KDT_TERSE)
    add_compile_options(-fsanitize-undefined-trap-on-error -w)
  endif()
elseif(KDT_TSAN)
  add_compile_options(-fsanitize=thread -fno-omit-frame-pointer)
  add_link_options(-fsanitize=thread)
endif()
