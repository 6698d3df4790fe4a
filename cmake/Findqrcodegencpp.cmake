# Nayuki's QR Code generator: libqrcodegencpp on Debian, nayuki-qr-code-generator in vcpkg. Makes qrcodegencpp::qrcodegencpp,
# with which <qrcodegen.hpp> is found.
find_path(QRCODEGENCPP_INCLUDE_DIR qrcodegen.hpp PATH_SUFFIXES qrcodegen qrcodegencpp)
find_library(QRCODEGENCPP_LIBRARY NAMES qrcodegencpp nayuki-qr-code-generator)
mark_as_advanced(QRCODEGENCPP_INCLUDE_DIR QRCODEGENCPP_LIBRARY)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(qrcodegencpp
    REASON_FAILURE_MESSAGE "install libqrcodegencpp-dev (Debian) or nayuki-qr-code-generator (vcpkg)"
    REQUIRED_VARS QRCODEGENCPP_LIBRARY QRCODEGENCPP_INCLUDE_DIR)
if(qrcodegencpp_FOUND AND NOT TARGET qrcodegencpp::qrcodegencpp)
    add_library(qrcodegencpp::qrcodegencpp UNKNOWN IMPORTED)
    set_target_properties(qrcodegencpp::qrcodegencpp PROPERTIES
        IMPORTED_LOCATION ${QRCODEGENCPP_LIBRARY} INTERFACE_INCLUDE_DIRECTORIES ${QRCODEGENCPP_INCLUDE_DIR})
endif()
