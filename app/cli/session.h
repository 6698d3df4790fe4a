#pragma once

#include "environment.h"
#include "output.h"
#include "terminal.h"

#include <functional>

namespace hermes::cli {

/// The options that every command takes.
struct GlobalOptions {
    std::string dataDir;
    std::string registry;
    bool json = false;
    bool plan = false;
    bool yes = false;
    bool verbose = false;
    bool passphraseStdin = false;
    bool passwordStdin = false;
    double timeoutSeconds = 0; ///< 0: none
};

/// What a command runs with: the options, the outputs, and the fleet, which is opened when a command first needs it (so
/// that bad input is refused before anything is touched).
class Session {
public:
    Session(GlobalOptions options, FleetOptions fleetOptions, QString userName, Output &output, Terminal &terminal,
        CancelToken cancel);
    ~Session();
    Session(const Session &) = delete;
    Session &operator=(const Session &) = delete;

    [[nodiscard]] const GlobalOptions &options() const { return m_options; }
    [[nodiscard]] const FleetOptions &fleetOptions() const { return m_fleetOptions; }
    /// Of the person at this machine, for an SSH address without one.
    [[nodiscard]] const QString &userName() const { return m_userName; }
    [[nodiscard]] Output &output() { return m_output; }
    [[nodiscard]] Terminal &terminal() { return m_terminal; }
    [[nodiscard]] const Clock &clock() const { return m_clock; }
    /// The whole command's deadline (--timeout) and Ctrl-C.
    [[nodiscard]] const Call &call() const { return m_call; }

    [[nodiscard]] Result<Fleet *> fleet();

    /// All of standard input, once per process. Errors: Invalid the second time.
    [[nodiscard]] Result<QByteArray> takeStandardInput(const QString &forWhat);

    /// Names what the command is about, so that an error can tell how it was left.
    void concernsTenant(const QString &name) { m_tenant = name; }
    void concernsHost(const QString &name) { m_host = name; }
    /// Adds to a Cancelled or Timeout error what state the tenant or host was left in.
    [[nodiscard]] Error explained(Error error);
    /// True if the host that the command is about (or the tenant's) does not answer.
    [[nodiscard]] bool isHostSilent();

private:
    [[nodiscard]] Secret hostSecret(const HostAccess &access, const QString &prompt);
    [[nodiscard]] Status takeHostSecret();
    [[nodiscard]] QString tenantState();
    [[nodiscard]] QString hostState();

    GlobalOptions m_options;
    FleetOptions m_fleetOptions;
    QString m_userName;
    Output &m_output;
    Terminal &m_terminal;
    Call m_call;
    SystemClock m_clock;
    SystemRandom m_random;
    QString m_inputTakenFor;
    Secret m_hostSecret; ///< from --passphrase-stdin or --password-stdin
    std::mutex m_secretsMutex;
    QMap<QString, Secret> m_typedSecrets;
    QString m_tenant;
    QString m_host;
    std::unique_ptr<Fleet> m_fleet;
};

/// A command, ready to run: its exit code, or the error that decides it.
using Action = std::function<Result<int>(Session &)>;

} // namespace hermes::cli
