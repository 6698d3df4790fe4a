#include "profilelist.h"

#include "db.h"

#include <QFile>
#include <QTemporaryDir>

namespace hermes {

using namespace Qt::StringLiterals;

namespace {

Status save(const QByteArray &bytes, const QString &path)
{
    QFile file(path);
    if (!file.open(QFile::WriteOnly) || file.write(bytes) != bytes.size())
        return fail(ErrorKind::Internal, translate("Fleet", "A copy of the list could not be written"),
            file.errorString(), translate("Fleet", "Check the free space of the temporary directory."));
    return {};
}

tl::unexpected<Error> noList(const QString &path, const QString &detail)
{
    return fail(ErrorKind::Invalid, translate("Fleet", "%1 is no list of profiles.").arg(path), detail,
        translate("Fleet",
            "It is a SQLite file with a table hermes_profiles (name, container_id, profile_path). If a program writes "
            "to it just now, try again."));
}

Result<QList<ListedProfile>> readCopy(const QString &copy, const QString &path)
{
    const auto db = Db::openSqlite(copy);
    if (!db)
        return noList(path, db.error().text());
    QStringList there;
    const Status asked = (*db)->each(
        u"select name from pragma_table_info('hermes_profiles')"_s, {}, [&](Row &row) { there.append(row.text()); });
    if (!asked)
        return noList(path, asked.error().text());
    for (const auto &needed : {u"name"_s, u"container_id"_s, u"profile_path"_s})
        if (!there.contains(needed))
            return noList(path,
                there.isEmpty() ? translate("Fleet", "The table is missing.")
                                : translate("Fleet", "The column %1 is missing.").arg(needed));
    const auto column = [&](const QString &name) { return there.contains(name) ? name : u"''"_s; };
    auto profiles = (*db)->all(u"select name, "_s + column(u"user_id"_s) + u", "_s + column(u"status"_s)
            + u", container_id, profile_path from hermes_profiles order by name"_s,
        {}, [](Row &row) {
            ListedProfile profile;
            for (QString *field :
                {&profile.name, &profile.userId, &profile.status, &profile.containerId, &profile.path})
                *field = row.text();
            return profile;
        });
    if (!profiles)
        return noList(path, profiles.error().text());
    return profiles;
}

} // namespace

Result<QList<ListedProfile>> readProfileList(ssh::HostFiles &files, const QString &path, const Call &call)
{
    HERMES_ASSIGN(const QByteArray bytes, files.read(path, call));
    const auto log = files.read(path + u"-wal"_s, call);
    if (!log && log.error().kind != ErrorKind::NotFound)
        return tl::unexpected<Error>(log.error());
    const QTemporaryDir directory;
    const QString copy = directory.filePath(u"profiles.db"_s);
    HERMES_TRY(save(bytes, copy));
    if (log)
        HERMES_TRY(save(*log, copy + u"-wal"_s));
    return readCopy(copy, path);
}

} // namespace hermes
