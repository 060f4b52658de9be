"""Family names and given names that show the order of a name.

The one rule: data only. A name is listed here if it is common, and hardly ever the other kind of
name. All are without accents, except the Hungarian ones.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LONG_HAN = _words(
    """
    欧阳 歐陽 司马 司馬 诸葛 諸葛 上官 夏侯 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙
    司徒 端木 东方 南宫
    """
)
"""Chinese family names of two signs."""

LONG_HANGUL = _words("남궁 황보 제갈 선우 독고 사공 서문")
"""Korean family names of two syllables."""

HAN = frozenset(
    "王李张張刘劉陈陳杨楊黄黃赵趙周吴吳徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧"
    "曹彭曾肖田董潘袁蔡蒋蔣余于杜叶葉程魏苏蘇吕呂丁任卢盧姚沈钟鍾姜崔谭譚陆陸范汪廖石金贾賈夏韦"
    "韋付方邹鄒熊白孟秦邱侯江尹薛闫雷龙龍段郝孔邵史毛常万萬顾顧赖賴武康贺賀严嚴钱錢施牛洪龚龔"
)
"""Family names of one sign: Chinese, and some Japanese."""

KOREAN = _words(
    """
    kim lee park choi jung jeong chung kang cho jo yoon yun jang chang lim im han oh seo suh
    shin sin kwon hwang ahn an song ryu yoo yu hong moon mun bae baek paik nam noh roh ha koo gu
    ko go bong ban min heo hur son sohn yang cha joo ju woo na seong sung
    """
)

CHINESE = _words(
    """
    wang xi li zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin he guo luo liang
    song zheng xie han tang feng yu dong xiao cheng cao yuan deng fu shen zeng peng su lu jiang
    cai jia ding wei xue ye yan pan du dai xia zhong fan fang shi yao liao zou xiong jin hao
    kong bai cui kang mao qiu qin gu hou shao meng long wan duan qian ouyang sima zhuge
    """
)

JAPANESE = _words(
    """
    tanaka sato suzuki takahashi watanabe ito yamamoto nakamura kobayashi kato yoshida yamada
    sasaki yamaguchi matsumoto inoue kimura hayashi shimizu saito ikeda hashimoto ishikawa ogawa
    fujita okada goto hasegawa murakami kondo ishii sakamoto endo aoki fujii nishimura fukuda
    miura fujiwara okamoto matsuda nakajima nakagawa harada tamura takeuchi kaneko wada nakayama
    ishida ueda morita shibata sakai kudo yokoyama miyazaki miyamoto uchida takagi ando
    taniguchi ohno maruyama imai takada fujimoto takeda murata ueno sugiyama masuda sugawara
    hirano kojima otsuka matsui iwasaki sakurai kinoshita noguchi matsuo nomura kikuchi onishi
    sugimoto arai
    """
)

VIETNAMESE = _words(
    """
    nguyen tran le pham huynh hoang phan vu vo dang bui do ho ngo duong ly truong dinh
    """
)

VIETNAMESE_MIDDLE = _words("van thi huu duc ngoc quoc thanh xuan dinh cong")
"""What stands between a Vietnamese family name and the given name."""

HUNGARIAN = _words(
    """
    nagy kovács tóth szabó horváth varga kiss molnár németh farkas balogh papp takács juhász
    lakatos mészáros oláh rácz fekete szilágyi török fehér gál kis szűcs kocsis orsós pintér
    fodor szalai sipos magyar lukács gulyás biró bíró király katona jakab bogdán balog boros
    fazekas kelemen váradi somogyi orosz fülöp veres vincze budai hegedűs deák illés szőke
    bognár vörös lengyel bodnár fábián halász hajdú kozma pásztor bakos dudás gáspár erdei
    bartók kodály erdős szalay hegedüs szekeres gergely bálint
    """
)

HUNGARIAN_GIVEN = _words(
    """
    istván jános lászló józsef zoltán sándor gábor ferenc attila péter tamás zsolt tibor andrás
    csaba imre lajos györgy balázs gyula mihály károly béla ádám krisztián miklós bence máté
    levente szilárd gergely ákos áron márton barnabás kornél vilmos jenő ernő dezső géza árpád
    ödön mária erzsébet katalin ilona éva zsuzsanna margit judit ágnes ildikó krisztina irén
    eszter magdolna szilvia anikó tímea zsófia réka dóra boglárka orsolya emese enikő noémi
    tünde zsuzsa beáta hajnalka virág nóra paul pál dániel dávid róbert
    """
)
"""Given names as only Hungarians write them."""

HUNGARIAN_TOO = _words(
    """
    anna andrea petra hanna edit erika gabriella viktor norbert endre kinga luca fanni zita
    mónika monika nikolett piroska robert daniel
    """
)
"""Given names of Hungarians and of others."""
