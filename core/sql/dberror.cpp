#include "dberror.h"

namespace hermes {

namespace {

Error make(ErrorKind kind, const QString &message, const QString &detail, const QString &hint = {})
{
    return {kind, message, detail, hint};
}

Error constraintError(int code, const QString &detail)
{
    constexpr int check = 275;
    constexpr int foreignKey = 787;
    constexpr int notNull = 1299;
    constexpr int trigger = 1811;
    // The only triggers are those of a registry that was moved.
    if (code == trigger)
        return make(ErrorKind::Conflict, translate("Database", "This registry was moved"), detail,
            translate("Database", "Use the one that it was moved to (--registry or HERMES_ADMIN_REGISTRY)"));
    if (code == check || code == notNull)
        return make(ErrorKind::Invalid, translate("Database", "The database refused a value that is not allowed there"),
            detail, translate("Database", "This is a fault of the program: please report it with the log"));
    if (code == foreignKey)
        return make(ErrorKind::Conflict,
            translate("Database", "An entry that this one belongs to is not there (any more)"), detail,
            translate("Database", "Reload and try again"));
    return make(ErrorKind::Conflict, translate("Database", "An entry that must be unique exists already"), detail,
        translate("Database", "Reload to see it"));
}

} // namespace

Error databaseError(const QString &database, const QString &nativeCode, const QString &text)
{
    const int code = nativeCode.toInt();
    const QString detail
        = nativeCode.isEmpty() ? text : QStringLiteral("%1 [SQLite %2]").arg(text.trimmed(), nativeCode);
    switch (code & 0xff) {
    case 5: // BUSY
    case 6: // LOCKED
        return make(ErrorKind::Timeout,
            translate("Database", "The database %1 is locked by another program").arg(database), detail,
            translate("Database", "Wait until the other program has finished, then try again"));
    case 8: // READONLY
        return make(ErrorKind::Internal, translate("Database", "The database %1 cannot be written").arg(database),
            detail,
            translate("Database", "Make the file and its folder writable for you, or choose another data folder"));
    case 10: // IOERR
        return make(ErrorKind::Internal,
            translate("Database", "The disk failed to read or write the database %1").arg(database), detail,
            translate("Database", "Check the disk and its free space"));
    case 11: // CORRUPT
    case 26: // NOTADB
        return make(ErrorKind::Internal,
            translate("Database", "The file %1 is damaged or is not a database").arg(database), detail,
            translate(
                "Database", "Move it away and put back a copy of it, or rebuild the registry with fsck --rebuild"));
    case 13: // FULL
        return make(ErrorKind::Internal,
            translate("Database", "The disk that holds the database %1 is full").arg(database), detail,
            translate("Database", "Free some space, then try again"));
    case 14: // CANTOPEN
        return make(ErrorKind::Internal, translate("Database", "The database %1 cannot be opened").arg(database),
            detail, translate("Database", "Check that the folder exists and that you may read and write it"));
    case 19: // CONSTRAINT
        return constraintError(code, detail);
    default:
        return make(ErrorKind::Internal, translate("Database", "The database %1 failed").arg(database), detail,
            translate("Database", "Please report this with the log"));
    }
}

Error cannotConnect(const QString &database, const QString &text)
{
    return make(ErrorKind::Network, translate("Database", "The database %1 cannot be reached").arg(database),
        text.trimmed(),
        translate("Database",
            "Check that the server runs and lets this user in (its password goes into a file named by ?passfile=)"));
}

Error postgresError(const QString &database, const QString &code, const QString &text, bool isOpen)
{
    const QString detail
        = code.isEmpty() ? text.trimmed() : QStringLiteral("%1 [PostgreSQL %2]").arg(text.trimmed(), code);
    // Classes 08 and 57P: the link, or a server that is going down.
    if (!isOpen || code.isEmpty() || code.startsWith(QLatin1String("08")) || code.startsWith(QLatin1String("57P")))
        return make(ErrorKind::Network, translate("Database", "The link to the database %1 was lost").arg(database),
            detail, translate("Database", "What was under way may or may not have happened; it is looked up again"));
    if (code == QLatin1String("23505"))
        return make(ErrorKind::Conflict, translate("Database", "An entry that must be unique exists already"), detail,
            translate("Database", "Reload to see it"));
    if (code == QLatin1String("23503"))
        return make(ErrorKind::Conflict,
            translate("Database", "An entry that this one belongs to is not there (any more)"), detail,
            translate("Database", "Reload and try again"));
    if (code.startsWith(QLatin1String("23")) || code.startsWith(QLatin1String("22")))
        return make(ErrorKind::Invalid, translate("Database", "The database refused a value that is not allowed there"),
            detail, translate("Database", "This is a fault of the program: please report it with the log"));
    if (code == QLatin1String("55P03") || code == QLatin1String("57014") || code.startsWith(QLatin1String("40")))
        return make(ErrorKind::Timeout,
            translate("Database", "The database %1 is locked by another program").arg(database), detail,
            translate("Database", "Wait until the other program has finished, then try again"));
    if (code == QLatin1String("42501"))
        return make(ErrorKind::Internal, translate("Database", "This user may not do that in %1").arg(database), detail,
            translate("Database", "Let the user create in the database, or make the schema hermes_admin his"));
    if (code.startsWith(QLatin1String("53")))
        return make(ErrorKind::Internal, translate("Database", "The database %1 is out of resources").arg(database),
            detail, translate("Database", "Free disk or connections on its server, then try again"));
    return make(ErrorKind::Internal, translate("Database", "The database %1 failed").arg(database), detail,
        translate("Database", "Please report this with the log"));
}

} // namespace hermes
