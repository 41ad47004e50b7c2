set(KDT_ROOMS "" CACHE INTERNAL "")

# The headers that cost most to read, read once for the rooms that need JSON. A source still includes what it uses.
file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/precompiled.cpp.in "// Holds the precompiled headers of the rooms with JSON.\n")
configure_file(${CMAKE_CURRENT_BINARY_DIR}/precompiled.cpp.in ${CMAKE_CURRENT_BINARY_DIR}/precompiled.cpp COPYONLY)
add_library(kdt_precompiled OBJECT ${CMAKE_CURRENT_BINARY_DIR}/precompiled.cpp)
target_link_libraries(kdt_precompiled PRIVATE kdt_flags kdt_json)
target_precompile_headers(kdt_precompiled PRIVATE <nlohmann/json.hpp> <algorithm> <cmath> <filesystem> <functional>
                          <map> <optional> <string> <variant> <vector>)

# A room is a folder and a static library of its sources; without sources it is its headers. A room of the FRAME around
# the engine does nothing often: compiling it fast counts for more, under the sanitizers most. In a HOT room runs spend
# their time.
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
      target_compile_options(kdt_${name} PRIVATE $<IF:$<BOOL:${KDT_SANITIZE}>,-O0,-O1>)
    endif()
    if(ROOM_HOT AND NOT KDT_SANITIZE)
      target_compile_options(kdt_${name} PRIVATE -O3)
    elseif(ROOM_HOT AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
      target_compile_options(kdt_${name} PRIVATE --param=asan-instrumentation-with-call-threshold=7000)
    endif()
    if("kdt_json" IN_LIST ROOM_NEEDS)
      target_precompile_headers(kdt_${name} REUSE_FROM kdt_precompiled)
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
