#include "audittext.h"

#include <gtest/gtest.h>

using namespace hermes;
using namespace Qt::StringLiterals;

TEST(AuditText, isOneLineThatNoSpreadsheetTakesForAFormula)
{
    AuditRow row{7, 1'000, u"=cmd|' /C calc'!A0"_s, u"order.close"_s, u"a\"b,c"_s, u" +1\n\tx\u202Ey\a"_s};
    EXPECT_EQ(auditCsvLine(row),
        u"7,1970-01-01T00:00:01.000Z,\"'=cmd|' /C calc'!A0\",\"order.close\",\"a\"\"b,c\",\"' +1  x\uFFFDy\uFFFD\""_s);
    for (const QString &start : {u"-1"_s, u"@x"_s, u"\t=x"_s, u"\r=x"_s, u"＝x"_s, u"＠x"_s}) {
        row.actor = start;
        EXPECT_TRUE(auditCsvLine(row).contains(u",\"'"_s)) << start.toStdString();
    }
    row = {8, 0, u"孙@desk"_s, u"stop"_s, {}, u"{\"note\":\"=1\"}"_s};
    EXPECT_TRUE(auditCsvLine(row).endsWith(u"\"孙@desk\",\"stop\",\"\",\"{\"\"note\"\":\"\"=1\"\"}\""_s));
    EXPECT_EQ(auditKey(row), QString());
    AuditRow known{9, 0, u"Mei Li@desk SHA256:uX2v/Q+8"_s, {}, {}, {}};
    EXPECT_EQ(auditName(known), u"Mei Li@desk"_s);
    EXPECT_EQ(auditKey(known), u"SHA256:uX2v/Q+8"_s);
    const QJsonObject json = auditJson(row);
    EXPECT_TRUE(json[u"at"_s].isNull() && json[u"target"_s].isNull());
    EXPECT_EQ(json[u"detail"_s].toObject()[u"note"_s].toString(), u"=1"_s);
    EXPECT_EQ(auditCsvHead().count(u','), auditCsvLine({9, 1, {}, {}, {}, {}}).count(u','));
}
