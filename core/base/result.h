#pragma once

#include <QString>
#include <tl/expected.hpp>

namespace hermes {

/// What kind of thing went wrong; decides the exit code of the command line (CLI) and the icon in the window.
enum class ErrorKind { Network, Auth, HostKey, Timeout, Remote, Conflict, NotFound, Invalid, Cancelled, Internal };

/// The kind's stable name as the command line prints it in `--json`.
[[nodiscard]] QString errorKindName(ErrorKind kind);

/// A failure as a person should read it: `message` says what happened to what, `detail` is the other side's own words,
/// `hint` says what to do next.
struct Error {
    ErrorKind kind = ErrorKind::Internal;
    QString message;
    QString detail = {};
    QString hint = {};

    /// All three parts as one line for logs and the terminal.
    [[nodiscard]] QString text() const;
};

template <class T> using Result = tl::expected<T, Error>;
using Status = Result<void>;

[[nodiscard]] inline tl::unexpected<Error> fail(
    ErrorKind kind, const QString &message, const QString &detail = {}, const QString &hint = {})
{
    return tl::unexpected<Error>(Error{kind, message, detail, hint});
}

/// Translates a sentence of core for the person who reads it; English where no translator is installed (command line).
[[nodiscard]] QString translate(const char *context, const char *text);

} // namespace hermes

/// Returns the error of `expression` from the calling function, if it has one.
#define HERMES_TRY(expression)                                                                                         \
    do {                                                                                                               \
        if (auto hermesTried = (expression); !hermesTried)                                                             \
            return tl::unexpected<hermes::Error>(std::move(hermesTried).error());                                      \
    } while (false)

#define HERMES_CONCAT_INNER(a, b) a##b
#define HERMES_CONCAT(a, b) HERMES_CONCAT_INNER(a, b)

/// `HERMES_ASSIGN(auto x, f());` is `auto x = f().value()`, or returns f()'s error from the calling function.
#define HERMES_ASSIGN(declaration, expression)                                                                         \
    auto HERMES_CONCAT(hermesResult, __LINE__) = (expression);                                                         \
    if (!HERMES_CONCAT(hermesResult, __LINE__))                                                                        \
        return tl::unexpected<hermes::Error>(std::move(HERMES_CONCAT(hermesResult, __LINE__)).error());                \
    declaration = std::move(*HERMES_CONCAT(hermesResult, __LINE__))
