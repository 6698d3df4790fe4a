#include "auditwords.h"
#include "desk.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <gtest/gtest.h>

using namespace Qt::StringLiterals;
using namespace hermes::desktop;

namespace {

AuditController &openAudit(Desk &desk)
{
    AuditController &audit = *desk.app.audit();
    audit.setOpened(true);
    QTest::qWait(10);
    return audit;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << path.toStdString();
    return file.readAll();
}

} // namespace

TEST(Audit, isReadPageByPageTheNewestFirst)
{
    Desk desk;
    EXPECT_FALSE(desk.app.audit()->isKnown()) << "nobody looks";
    AuditController &audit = openAudit(desk);
    ASSERT_TRUE(audit.isKnown());
    EXPECT_EQ(audit.rows()->count(), 100);
    EXPECT_EQ(audit.countText(), u"the latest 100 entries"_s);
    EXPECT_EQ(roleOf(*audit.rows(), 0, "time"), u"13:40:49"_s);
    EXPECT_EQ(roleOf(*audit.rows(), 0, "action"), u"Rebind"_s);
    EXPECT_EQ(roleOf(*audit.rows(), 0, "detail"), u"new phone, customer on the line"_s);
    EXPECT_EQ(roleOf(*audit.rows(), 2, "action"), u"Try again now"_s);
    EXPECT_TRUE(roleOf(*audit.rows(), 2, "detail").startsWith(u"disk was full, is mended · finding: RETRYING"_s));
    EXPECT_EQ(roleOf(*audit.rows(), 7, "detail"), u"ecs-sh-01 → ecs-hz-01"_s);
    EXPECT_EQ(roleOf(*audit.rows(), 10, "time"), u"14 May, 13:41"_s);
    audit.readOn();
    QTest::qWait(10);
    EXPECT_EQ(audit.rows()->count(), 200);
    audit.readOn();
    QTest::qWait(10);
    EXPECT_EQ(audit.rows()->count(), 270);
    EXPECT_EQ(audit.countText(), u"270 entries"_s);
    audit.readOn();
    QTest::qWait(10);
    EXPECT_EQ(audit.rows()->count(), 270) << "there are no more";
    QSet<QString> entries;
    for (int row = 0; row < audit.rows()->count(); ++row)
        entries.insert(audit.entryAt(row));
    EXPECT_EQ(entries.size(), 270);
    EXPECT_EQ(audit.rowOf(audit.entryAt(269)), 269);
    EXPECT_EQ(audit.rowOf(u"271"_s), -1);
}

TEST(Audit, isFilteredByWhomWhatAndSinceWhen)
{
    Desk desk;
    AuditController &audit = openAudit(desk);
    audit.setVerb(u"host.cordon"_s);
    QTest::qWait(10);
    ASSERT_EQ(audit.rows()->count(), 1);
    EXPECT_EQ(roleOf(*audit.rows(), 0, "target"), u"ecs-sh-01"_s);
    audit.setVerb({});
    audit.setSearch(u"CHEN-YUTONG"_s);
    EXPECT_TRUE(QTest::qWaitFor([&] { return audit.rows()->count() == 1; }, 2'000)) << "an order's tenant";
    audit.setSearch(u"zhang@"_s);
    EXPECT_TRUE(QTest::qWaitFor([&] { return audit.rows()->count() > 2; }, 2'000));
    audit.setSince(u"today"_s);
    QTest::qWait(10);
    EXPECT_EQ(audit.rows()->count(), 2);
    audit.setSearch(u"nobody at all"_s);
    EXPECT_TRUE(QTest::qWaitFor([&] { return audit.rows()->count() == 0; }, 2'000));
    EXPECT_TRUE(audit.isFiltered());
    audit.clearFilter();
    QTest::qWait(10);
    EXPECT_FALSE(audit.isFiltered());
    EXPECT_EQ(audit.rows()->count(), 100);
}

TEST(Audit, tellsAllOfOneEntry)
{
    Desk desk;
    AuditController &audit = openAudit(desk);
    audit.select(audit.entryAt(2));
    EXPECT_EQ(audit.title(), u"Try again now"_s);
    QStringList labels;
    for (int row = 0; row < audit.facts()->count(); ++row)
        labels.append(roleOf(*audit.facts(), row, "label"));
    EXPECT_EQ(labels.join(u' '), u"When Who Did To Finding Note Reason Tenant"_s);
    audit.setVerb(u"host.cordon"_s);
    QTest::qWait(10);
    EXPECT_EQ(audit.title(), u"Try again now"_s) << "also when it is not among those that are looked for";
    EXPECT_EQ(audit.facts()->count(), labels.size());
    audit.select({});
    EXPECT_TRUE(audit.title().isEmpty());
    EXPECT_EQ(audit.facts()->count(), 0);
}

TEST(Audit, saysWhetherAnEntryWasChangedSinceItWasWritten)
{
    Desk desk;
    AuditController &audit = openAudit(desk);
    EXPECT_TRUE(audit.verifiedText().isEmpty());
    audit.verify();
    QTest::qWait(10);
    EXPECT_EQ(audit.verifiedText(), u"270 entries, each follows from the one before it; looked at 13:41:08"_s);
    desk.backend.setAuditBrokenAt(17);
    audit.verify();
    QTest::qWait(10);
    EXPECT_TRUE(audit.verifiedText().isEmpty());
    EXPECT_TRUE(audit.broken()->message().contains(u"entry 17"_s));
    desk.backend.setAuditBrokenAt(0);
    audit.verify();
    QTest::qWait(10);
    EXPECT_FALSE(audit.broken()->isPresent());
}

TEST(Audit, isWrittenIntoFilesAsItIsFiltered)
{
    Desk desk;
    AuditController &audit = openAudit(desk);
    const QString csv = desk.dir.filePath(u"审计.csv"_s);
    audit.exportTo(QUrl::fromLocalFile(csv), u"csv"_s);
    QTest::qWait(10);
    EXPECT_EQ(audit.exportedText(), u"270 entries written to %1"_s.arg(csv));
    const QList<QByteArray> lines = contentOf(csv).split('\n');
    EXPECT_EQ(lines.size(), 272) << "head, entries, and the end of the last line";
    EXPECT_EQ(lines.first(), "\xEF\xBB\xBFid,at,actor,verb,target,detail\r");
    EXPECT_EQ(QFile::permissions(csv) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    audit.setVerb(u"host.cordon"_s);
    const QString json = desk.dir.filePath(u"audit.json"_s);
    audit.exportTo(QUrl::fromLocalFile(json), u"json"_s);
    QTest::qWait(10);
    const QJsonArray rows = QJsonDocument::fromJson(contentOf(json)).array();
    ASSERT_EQ(rows.size(), 1);
    EXPECT_EQ(rows.first()[u"target"_s].toString(), u"ecs-sh-01"_s);
    audit.exportTo(QUrl::fromLocalFile(u"/nowhere/at/all.csv"_s), u"csv"_s);
    QTest::qWait(10);
    EXPECT_FALSE(audit.problem()->isPresent()) << "what is shown is not old";
    EXPECT_TRUE(audit.actProblem()->isPresent());
    EXPECT_FALSE(audit.actProblem()->hint().isEmpty());
    EXPECT_TRUE(audit.exportedText().isEmpty());
    audit.dismiss();
    EXPECT_FALSE(audit.actProblem()->isPresent());
}

TEST(Audit, showsACodeThatIsNotKnownAsItIsAndForeignTextOnOneLine)
{
    const AuditRecord record
        = auditRecord({1, 1'000, u"a\nb"_s, u"from.a.newer.core"_s, u"x\u202Ey"_s, u"not json"_s}, 2'000);
    EXPECT_EQ(record.action, u"from.a.newer.core"_s);
    EXPECT_EQ(record.actor, u"a b"_s);
    EXPECT_EQ(record.target, u"x\uFFFDy"_s);
    EXPECT_EQ(record.detail, u"not json"_s);
    const QString detail
        = uR"({"before": {"image": "a:1"}, "after": {"image": "b:2", "tier": ""}, "newerKey": ["x", "y"]})"_s;
    EXPECT_EQ(auditRecord({1, 1'000, u"a"_s, u"upgrade"_s, u"acme"_s, detail}, 2'000).detail,
        u"image: a:1 → image: b:2 · newerKey: x, y"_s);
}
