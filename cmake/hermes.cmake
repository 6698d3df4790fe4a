# What every target of this project has in common.

add_library(hermes_flags INTERFACE)
target_compile_definitions(hermes_flags INTERFACE
    QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_FOREACH QT_DEPRECATED_WARNINGS)
if(MSVC)
    target_compile_options(hermes_flags INTERFACE /W4 /utf-8 /permissive- /Zc:__cplusplus)
else()
    target_compile_options(hermes_flags INTERFACE -Wall -Wextra -Wpedantic)
endif()
if(WIN32)
    target_compile_definitions(hermes_flags INTERFACE _WIN32_WINNT=0x0A00 NOMINMAX WIN32_LEAN_AND_MEAN)
endif()
if(HERMES_SANITIZE)
    target_compile_options(hermes_flags INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
    target_link_options(hermes_flags INTERFACE -fsanitize=address,undefined)
endif()

# hermes_core_library(NAME SOURCES... [PUBLIC libs...] [PRIVATE libs...]): one static library per core folder. Its include
# path is its own folder alone, so a header of a folder that it does not link cannot be found. SEPARATE where files have
# names of their own in common.
function(hermes_core_library name)
    cmake_parse_arguments(arg "SEPARATE" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
    add_library(${name} STATIC ${arg_SOURCES})
    target_include_directories(${name} PUBLIC ${CMAKE_CURRENT_SOURCE_DIR})
    target_link_libraries(${name} PUBLIC hermes_flags Qt6::Core ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
    hermes_precompile(${name})
    if(NOT arg_SEPARATE)
        hermes_by_the_dozen(${name})
    endif()
endfunction()

# A dozen files are compiled as one: where all has to be compiled anew, that takes half the time.
function(hermes_by_the_dozen name)
    if(HERMES_UNITY)
        set_target_properties(${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 12)
    endif()
endfunction()

# One precompiled header, made by hermes_base and reused by everything else in core.
function(hermes_precompile name)
    if(HERMES_PCH AND NOT name STREQUAL "hermes_base")
        target_precompile_headers(${name} REUSE_FROM hermes_base)
    endif()
endfunction()

# hermes_build_only_if_run(NAME LABELS...): a test with one of the labels of HERMES_LEAVE_OUT_LABELS is not part of "all".
function(hermes_build_only_if_run name)
    foreach(label ${ARGN})
        if(label IN_LIST HERMES_LEAVE_OUT_LABELS)
            set_target_properties(${name} PROPERTIES EXCLUDE_FROM_ALL ON)
        endif()
    endforeach()
endfunction()

# hermes_test(NAME SOURCES... LIBS... [LABELS...] [TIMEOUT s] [SHARDS n]): a GoogleTest program run by ctest; with SHARDS
# as that many tests NAME_1, NAME_2, ..., each of which is told by HERMES_SHARD and HERMES_SHARDS which part is its own.
# They take only what the others leave of the machine, and begin early, beside those that mostly wait for a sandbox.
# Each test takes a core, but those that wait for a sandbox, and these, half a one: PROCESSORS counts halves.
function(hermes_test name)
    cmake_parse_arguments(arg "" "TIMEOUT;SHARDS" "SOURCES;LIBS;LABELS" ${ARGN})
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 60)
    endif()
    set(environment "XDG_RUNTIME_DIR=${CMAKE_BINARY_DIR}/run;QT_QPA_PLATFORM=offscreen")
    add_executable(${name} ${arg_SOURCES})
    hermes_by_the_dozen(${name})
    hermes_build_only_if_run(${name} ${arg_LABELS})
    target_link_libraries(${name} PRIVATE hermes_flags ${arg_LIBS} GTest::gmock GTest::gtest_main)
    if(NOT arg_SHARDS)
        add_test(NAME ${name} COMMAND ${name})
        set_tests_properties(${name} PROPERTIES LABELS "${arg_LABELS}" TIMEOUT ${arg_TIMEOUT} PROCESSORS 2
            ENVIRONMENT "${environment}")
        return()
    endif()
    foreach(shard RANGE 1 ${arg_SHARDS})
        add_test(NAME ${name}_${shard} COMMAND nice -n 19 $<TARGET_FILE:${name}>)
        set_tests_properties(${name}_${shard} PROPERTIES LABELS "${arg_LABELS}" TIMEOUT ${arg_TIMEOUT} COST 500
            ENVIRONMENT "${environment};HERMES_SHARD=${shard};HERMES_SHARDS=${arg_SHARDS}")
    endforeach()
endfunction()
