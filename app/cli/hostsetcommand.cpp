#include "arguments.h"
#include "commands.h"
#include "exitcodes.h"
#include "jsonrows.h"

namespace hermes::cli {

namespace {

struct SetOptions {
    std::string name;
    std::string allowPrefab;
    std::string allowShared;
    std::optional<std::string> hermes;
    std::optional<int> capacity;
    std::optional<int> memoryOvercommit;
    std::optional<double> diskReserve;
    std::optional<std::string> urlFrom;
};

Result<std::optional<bool>> onOrOff(const std::string &given, const QString &option)
{
    if (given.empty())
        return std::optional<bool>();
    if (given != "on" && given != "off")
        return fail(ErrorKind::Invalid, QStringLiteral("'%1' is neither on nor off.").arg(qt(given)), {},
            QStringLiteral("Give %1 on or %1 off.").arg(option));
    return std::optional<bool>(given == "on");
}

Result<HostSettings> hostSettings(const SetOptions &options)
{
    HostSettings settings;
    HERMES_ASSIGN(settings.allowPrefab, onOrOff(options.allowPrefab, QStringLiteral("--allow-prefab")));
    HERMES_ASSIGN(settings.allowShared, onOrOff(options.allowShared, QStringLiteral("--allow-shared")));
    settings.capacity = options.capacity;
    settings.memoryOvercommit = options.memoryOvercommit;
    if (options.hermes)
        settings.hermesPath = qt(*options.hermes);
    if (options.urlFrom)
        settings.urlFrom = options.urlFrom == "loopback" ? QString() : qt(*options.urlFrom);
    if (options.diskReserve) {
        constexpr double most = 1 << 20; // a pebibyte
        if (!(*options.diskReserve >= 0 && *options.diskReserve <= most))
            return fail(ErrorKind::Invalid, QStringLiteral("No disk keeps that much free."), {},
                QStringLiteral("Give --disk-reserve in GiB, such as 5 or 0.5; 0 uses all of it."));
        settings.diskReserveBytes = static_cast<qint64>(*options.diskReserve * (1LL << 30));
    }
    const bool isEmpty = !settings.allowPrefab && !settings.allowShared && !settings.capacity && !settings.hermesPath
        && !settings.memoryOvercommit && !settings.diskReserveBytes && !settings.urlFrom;
    if (isEmpty)
        return fail(ErrorKind::Invalid, QStringLiteral("Nothing to set is given."), {},
            QStringLiteral("See `hermes-admin host set --help` for what there is."));
    return settings;
}

Result<int> hostSet(const SetOptions &options, Session &session)
{
    const QString name = qt(options.name);
    HERMES_TRY(checkHostName(name));
    HERMES_ASSIGN(const HostSettings settings, hostSettings(options));
    session.concernsHost(name);
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    if (session.options().plan) {
        HERMES_ASSIGN(const HostRow row, fleet->host(name));
        return printPlan(
            session, {{QStringLiteral("set"), name, QStringLiteral("%1 tenants stay on it").arg(row.tenants), false}});
    }
    HERMES_ASSIGN(const Fleet::HostChange done, fleet->changeHost(name, settings));
    if (session.output().isJson()) {
        session.output().document(withUnchanged(hostJson(done.row), done.unchanged));
        return exitDone;
    }
    session.output().line(QStringLiteral("Host '%1' is %2.")
                              .arg(name, done.unchanged ? QStringLiteral("unchanged") : QStringLiteral("set")));
    const Host &host = done.row.host;
    if (host.capacity > 0 && done.row.tenants > host.capacity)
        session.output().note(QStringLiteral("It carries %1 tenants already: they stay, and it takes no further one.")
                                  .arg(done.row.tenants));
    if (!done.unchanged && settings.allowPrefab == true)
        session.output().note(QStringLiteral("See whether it can: hermes-admin host test %1").arg(name));
    return exitDone;
}

} // namespace

void addHostSet(CLI::App &group, Parsed &parsed)
{
    auto options = std::make_shared<SetOptions>();
    auto *set = addCommand(group, parsed, "set", "Change what a host takes",
        [options](Session &session) { return hostSet(*options, session); });
    set->add_option("NAME", options->name, "The host")->required();
    set->add_option("--capacity", options->capacity, "Tenants at most (0: as many as there are ports)");
    set->add_option("--memory-overcommit", options->memoryOvercommit,
        "What its tenants' memory limits may add up to, in % of its memory (default 300; 0: not counted)");
    set->add_option(
        "--disk-reserve", options->diskReserve, "GiB of its disk that further tenants leave free (default 1)");
    set->add_option("--allow-prefab", options->allowPrefab, "on or off: prefab tenants, user units of its systemd");
    set->add_option("--hermes", options->hermes, "Hermes on the host, for prefab tenants (\"\": looked up there)");
    set->add_option("--url-from", options->urlFrom,
        "How the platform's backend reaches its dashboards: loopback (default), gateway, or an address");
    set->add_option("--allow-shared", options->allowShared, "on or off: shared tenants, all in one container");
}

} // namespace hermes::cli
