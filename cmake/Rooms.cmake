set(KDT_ROOMS "" CACHE INTERNAL "")

# The frame around the engine does nothing often: compiling it fast counts for more, under the sanitizers most.
set(KDT_FRAME_OPTIONS $<IF:$<BOOL:${KDT_SANITIZE}>,-O0,-O1>)

# The headers that cost most to read, read once: kdt_precompiled_text for the rooms that need JSON, kdt_precompiled_laws
# for those that calculate. A source still includes what it uses.
function(kdt_precompiled name)
  cmake_parse_arguments(PRECOMPILED "" "" "NEEDS;HEADERS;OPTIONS" ${ARGN})
  set(source ${CMAKE_CURRENT_BINARY_DIR}/kdt_precompiled_${name}.cpp)
  file(CONFIGURE OUTPUT ${source} CONTENT "// Holds precompiled headers.\n")
  add_library(kdt_precompiled_${name} OBJECT ${source})
  target_link_libraries(kdt_precompiled_${name} PRIVATE kdt_flags ${PRECOMPILED_NEEDS})
  target_compile_options(kdt_precompiled_${name} PRIVATE ${PRECOMPILED_OPTIONS})
  target_precompile_headers(kdt_precompiled_${name} PRIVATE ${PRECOMPILED_HEADERS} <algorithm> <array> <cmath> <functional>
                            <map> <memory> <numeric> <optional> <span> <string> <vector>)
endfunction()
kdt_precompiled(text NEEDS kdt_json OPTIONS ${KDT_FRAME_OPTIONS} HEADERS <nlohmann/json.hpp> <filesystem> <fstream> <variant>)
kdt_precompiled(laws NEEDS kdt_boost HEADERS <boost/math/distributions/binomial.hpp> <boost/math/distributions/chi_squared.hpp>
                <boost/math/distributions/gamma.hpp> <boost/math/distributions/students_t.hpp>)

# A room is a folder and a static library of its sources; without sources it is its headers. A room may be of the FRAME
# (above); in a HOT room runs spend their time.
function(kdt_room name)
  cmake_parse_arguments(ROOM "FRAME;HOT" "FOLDER" "NEEDS;PRIVATE_NEEDS" ${ARGN})
  if(NOT ROOM_FOLDER)
    set(ROOM_FOLDER sim/${name})
  endif()
  file(GLOB sources CONFIGURE_DEPENDS ${ROOM_FOLDER}/*.cpp)
  set(kind PUBLIC)
  if(sources)
    add_library(kdt_${name} STATIC ${sources})
    target_link_libraries(kdt_${name} PRIVATE $<BUILD_INTERFACE:kdt_flags> ${ROOM_PRIVATE_NEEDS})
    if(ROOM_FRAME)
      target_compile_options(kdt_${name} PRIVATE ${KDT_FRAME_OPTIONS})
    endif()
    if(ROOM_HOT AND NOT KDT_SANITIZE)
      target_compile_options(kdt_${name} PRIVATE -O3)
    elseif(ROOM_HOT AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
      target_compile_options(kdt_${name} PRIVATE --param=asan-instrumentation-with-call-threshold=7000)
    endif()
    if("kdt_json" IN_LIST ROOM_NEEDS OR "kdt_json" IN_LIST ROOM_PRIVATE_NEEDS)
      target_precompile_headers(kdt_${name} REUSE_FROM kdt_precompiled_text)
    # A precompiled header is of use only where it was made with the same optimisation.
    elseif(("kdt_boost" IN_LIST ROOM_NEEDS OR ROOM_HOT) AND NOT (ROOM_FRAME AND KDT_SANITIZE))
      target_precompile_headers(kdt_${name} REUSE_FROM kdt_precompiled_laws)
    endif()
  else()
    add_library(kdt_${name} INTERFACE)
    set(kind INTERFACE)
  endif()
  target_include_directories(kdt_${name} ${kind} $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/sim>
                             $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>
                             $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/kedaitong>)
  # Said of the target too, so that programs which use the installed headers compile them as C++20.
  target_compile_features(kdt_${name} ${kind} cxx_std_20)
  target_link_libraries(kdt_${name} ${kind} ${ROOM_NEEDS})
  set(KDT_ROOMS ${KDT_ROOMS} kdt_${name} CACHE INTERNAL "")
endfunction()
