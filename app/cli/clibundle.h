#pragma once

#include "cliinstall.h"

/// A program of this machine made ready for another one.
namespace hermes::cli {

/// `file` (empty: this program) with the libraries that it is linked with here, beside the C library's own, and the
/// plugins of Qt that it loads. Errors: Invalid where it is no program of this system, or a library is missing here.
[[nodiscard]] Result<CliBundle> bundleOf(const QString &file);

/// Name → path of the libraries in what `ldd` says, without the C library's own. Invalid where one is not found. Pure.
[[nodiscard]] Result<QMap<QString, QString>> librariesIn(const QByteArray &said);
/// The newest version of the C library that an ELF file asks for, "2.36"; empty: it asks for none. Pure.
[[nodiscard]] QString glibcOf(const QByteArray &elf);
/// "x86_64", "aarch64"; empty for what is no ELF file of these. Pure.
[[nodiscard]] QString machineOf(const QByteArray &elf);
/// The one public key in a file as `TYPE BASE64`, with nothing else of its line. Errors: Invalid; a private key is not
/// repeated. Pure.
[[nodiscard]] Result<QString> publicKeyIn(const QByteArray &text);
/// The settings of a program on a host: only its own variables, no password. Errors: Invalid, naming the line. Pure.
[[nodiscard]] Status checkSettings(const QByteArray &text);

} // namespace hermes::cli
