"""Words that a claim may use only if the evidence holds one of many that come near them.

The lists of what the evidence needs are wide on purpose: that nothing in them is there must mean that
the evidence does not say it. They were read against the supported rows of FEVER, FM2, MNLI, SNLI and
SciTail, where one in a hundred at most is found wanting, mostly rightly.
"""

from __future__ import annotations

from rag.verify.exact.finding import Kind

_NUMBER = r"\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_SHARE = r"half|\d+ ?%|\d+ percent|\d+ per cent|per ?cent|percent|in \d+|out of|\d+ of"
_TIME = "second|minute|hour|day|night|week|month|year|time|decade|morning|evening|summer|winter"

_EVERY = (
    "all|every*|each|entire*|whole*|always|any*|both|unanim*|no|none|nobody|nothing|never|throughout|"
    "collectiv*|together|across|nationwide|worldwide|total*|complete*|full*|altogether|alike|neither"
)
_NOT_EVERY = r"(?<!not )(?<!n’t )(?<!n't )(?<!almost )(?<!nearly )(?<!virtually )(?<!practically )"
_NO_IDIOM = "(?<!above )(?<!at )(?<!after )(?<!of )(?<!for )(?<!in )(?<!are )(?<!were )"
_SAYS_ALL = (
    rf"{_NOT_EVERY}{_NO_IDIOM}all(?!-| (?:but|the more|along|right|of them|(?:of )?(?:the |its |their )?"
    rf"(?:{_NUMBER})))|{_NOT_EVERY}every(?! (?:\w+ )?(?:{_TIME}))|"
    rf"{_NOT_EVERY}(?:everyone|everybody|everything|unanimous*)|the entire"
)
_SAYS_MOST = (
    r"most of(?! all)|(?<!the )(?<!at )(?<!its )(?<!his )(?<!her )(?<!their )(?<!\Ws )most (?:[a-z]+ )?"
    r"[a-z]+(?<!s)s|(?<!the )most (?:people|men|women|children)|(?:the|a) (?:vast )?majority of"
)
_MOST = (
    "most*|majority|primar*|domina*|chief*|main*|largely|bulk|predomina*|typical*|usual*|general*"
)
_MANY = "many|numerous|countless|multiple|lots|dozen*|score*|hundred*|thousand*|million*|billion*"
_ONLY = (
    "only|sole*|alone|just|exclusive*|mere*|simply|single|uniqu*|lone|purely|restricted|limited|except|"
    r"unless|until|no (?:one|other)|(?:nobody|none|nothing) (?:but|else|other|less|short)|other than|"
    r"rather than|instead|not|\w+n[’']t"
)
_SAYS_ONLY = (
    r"(?<!not )(?<!if )only(?! (?:just|if|when|after|once|until|because|by|in|about|last|this|"
    rf"yesterday|(?:\w+ed |ha[sd] |have |for |took ){{0,2}}(?:a|an|{_NUMBER}))\b)|sole|solely|exclusively|"
    "(?:nobody|no one|none) (?:but|else)"
)

_SAYS_SUPERLATIVE = (
    r"ahead of (?:all|any|every)|than any(?:one|body|thing)? (?:other|else)|more than (?:all|any)|"
    r"(?:the|its|his|her|their|\w+[’']s) (?:most|least) (?!of|part)\w+|number one|unprecedented"
)
_SUPERLATIVE = (
    r"most|least|\w{2,}est|top*|lead*|main|chief|primary|principal|first|record*|best|worst|prime|"
    r"crucial|key|priorit*|number one|only|never|unprecedented|un\w+ed|maximum|peak*|all-time|histor*|"
    "central|above all|foremost|unique*|mainly|especially|than any"
)
_LESS = (
    "less*|fewer|few|low*|reduc*|decreas*|declin*|drop*|f[ae]ll*|cut*|never|no|small*|weak*|slow*|"
    r"short*|diminish*|shrink*|limited|minor|eas*|rather|than|scal*|un\w+|not|\w+n[’']t|lack*|little|"
    "hardly|mild*|soft*|cheap*|narrow*|sink*|trim*|below|under|half|de-?escalat*"
)
_BEYOND = (
    "surpass*|exceed*|outstrip*|overtook|overtak*|beyond|outpac*|outnumber*|eclips*|more|over|above|"
    "beat*|br[eo]*k*|past|higher|greater|larger|bigger|better|most|ahead|top*|previous*|new"
)

_UNSURE = (
    "probabl*|likely|may|might|could|alleg*|accus*|suspect*|possib*|perhaps|expect*|believ*|seem*"
)
_DOUBT = (
    "may|might|could|can|would|possib*|potential*|perhaps|maybe|option*|idea*|propos*|plan*|consider*|"
    "weigh*|mull*|contemplat*|ponder*|explor*|think*|thought|debat*|discuss*|talk*|review*|examin*|"
    "study*|studie*|evaluat*|looking|looked|whether|open to|rule* out|decide|deciding|if|wants|hopes"
)
_COMMITTED = (
    "decid*|decision|commit*|pledg*|vow*|promis*|agree*|approv*|adopt*|sign*|accord*|deal|pass*|accept*|"
    "guarant*|resolv*|determin*|announc*|will|order*|finali*|endors*|back*|support*|said|bound|obligat*"
)
_NEEDED = (
    "should|must|ought|need*|ha(?:ve|s|d|ving) to|(?:is|are|was|were|be) to|want*|urg*|call*|demand*|"
    "requir*|appeal*|advis*|advoca*|recommend*|necess*|important|importance|crucial|vital|essential|"
    "priorit*|press for|pressing|ask*|request*|oblig*|suppos*|let|propos*|insist*|warn*|condition*|only|"
    "expect*|plan*|aim*|due|encourag*|responsib*|mandat*|will have|cannot|can[’']t|prefer*|better|best|"
    "deserv*|duty|unless|hop*|goal*|time to"
)

_NEGATIVE = (
    r"no|not|\w+n[’']t|never|none|nobody|nothing|neither|nor|without|cannot|hardly|barely|scarcely|un*|"
    r"in(?:ab|ac|ad|ca|co|cr|de|di|ef|el|ev|ex|fe|se|si|su|va|vi)\w*|im(?:pos|per|prob|mob|mat)\w*|"
    r"ir(?:re|ra)\w*|il(?:le|li|lo)\w*|dis*|non*|mis*|anti*|\w+less|\w+lessly|reject*|refus*|refut*|"
    "den(?:y|ies|ied|ying|ial)|declin*|avoid*|prevent*|block*|bar|barr*|ban*|halt*|stop*|end|ends|ended|"
    "ending|ceas*|fail*|lack*|absen*|few*|little|rather|instead|only|alone|just|sole*|except|but|until|"
    "before|pending|despite|although|though|less|least|lost|los*|quit*|leav*|left|cancel*|drop*|abandon*|"
    "exclud*|oppos*|against|doubt*|too|out|away|off|up|missing|still|yet|remain*|keep*|kept|suspend*|"
    "delay*|postpon*|withh*|withdr*|empty|zero|surrender*|forbid*|prohibit*|resist*|tentative|deter*|"
    "rest|entire*|always|constant*|permanent*|hat(?:e|es|ed|red)|dislik*|wors*|beyond|last|short|free|"
    "turn* down|clos*|shut*|conceal*|hid*|secret*|hard|difficult*|reluctan*|weak*|slow*|scept*|skept*|"
    "rebuff*|ignor*|shun*|snub*|skip*|waiv*|forg[oi]\\w*|void|spar(?:e|ed|ing)|criti*|contradict*|far"
)
_NO_DENIAL = (
    r"chang*|alter*|waver*|mind|be|been|to|have|yet|even|\w+ly|any|a|an|enough|the|such|say|said|exceed*|"
    "more|want|forget|budge*|move*|matter*|recogni*|trust*|rul(?:e|ed|ing)|wait*|hesitat*|back*|giv*|let|"
    "long|late|for|in|as|on|by|at|with|from|when|if|it|he|she|they|we|you|i|who|because|so|that|this|"
    "unusual*|wrong|new|all|every*|many|much|at all"
)
_SAYS_NOT = (
    r"(?:not|never|\w+n[’']t|cannot) (?:be |been |to |have |yet |even |\w+ly |any |a |an )*"
    rf"(?!{_NEGATIVE}\b|{_NO_DENIAL}\b)[a-z]+(?!\w)(?!.*until)"
)

DEMANDS: tuple[tuple[Kind, str, str, str], ...] = (
    ("quantifier", _SAYS_ALL, _EVERY, ""),
    ("quantifier", _SAYS_MOST, f"{_MOST}|{_SHARE}|{_EVERY}", ""),
    ("quantifier", _SAYS_MOST, f"{_MOST}|{_EVERY}", "some|several|few|many|certain"),
    (
        "quantifier",
        "many|numerous|countless",
        f"{_MANY}|most|majority|widespread|series|large|great|{_EVERY}|{_NUMBER}",
        "some|several|few|handful|couple",
    ),
    (
        "quantifier",
        "(?:almost|nearly|virtually|practically) (?:all|every*|none|no|nobody|entire*|the entire)",
        "almost|near*|virtual*|practical*|most|majority|all but|9[0-9]*|one of|some|many|few|little|except",
        "",
    ),
    (
        "quantifier",
        "(?:some|a few|a handful|a number|several) of (?:the|its|his|her|their|these|those)",
        f"some*|part*|few|several|among|certain|includ*|one of|number|many|{_SHARE}|{_NUMBER}|such as|like",
        "",
    ),
    ("quantifier", _SAYS_ONLY, _ONLY, ""),
    (
        "quantifier",
        "not only|not just|not alone|and (?:a few |some |many |several )?others",
        "not only|not just|not alone|other*|also|more|further|additional*|as well|besides|too",
        "only|alone|sole*|exclusive*",
    ),
    (
        "comparison",
        r"more and more|less and less|increasingly|ever more|(?P<more>(?!over|after)\w+er) and (?P=more)",
        "increas*|grow*|mount*|ris*|rose|escalat*|accelerat*|intensif*|deepen*|widen*|worsen*|and more|"
        "ever|faster|further|gradual*|progressive*|steadily|rapid*|quick*|soar*|surg*|expand*|spread*",
        "",
    ),
    (
        "comparison",
        r"as (?:much|many|often|high|low)(?: \w+){0,3} as before|unchanged|the same (?:level|amount|number)|"
        "at (?:its|their|the) (?:present|current|same|existing) level",
        "(?<!at the )same|unchanged|remain*|keep*|kept|maintain*|continu*|constant*|stable|still|hold*|held|"
        "stay*|steady",
        "more|increas*|rais*|ris*|rose|boost*|additional|less|fewer|cut*|reduc*|decreas*|lower*|f[ae]ll*|"
        "drop*|strengthen*",
    ),
    ("comparison", _SAYS_SUPERLATIVE, _SUPERLATIVE, ""),
    ("comparison", r"(?<!no )(?<!nothing )(?<!or )less(?! than)", _LESS, ""),
    (
        "comparison",
        "surpass*|exceed*|outstrip*|overtook|(?:w[eo]nt|go|goes|going) beyond",
        _BEYOND,
        "",
    ),
    (
        "modality",
        "certainly|definitely|undoubtedly|surely|inevitabl*|guaranteed|proven|proved|conclusively",
        "certain*|defin*|undoubt*|doubt*|sure*|inevitab*|guarant*|pro(?:of|ve*)|conclusive*|establish*|"
        "confirm*|clear*|irreversib*|convict*|guilty|demonstrat*|must",
        _UNSURE,
    ),
    (
        "modality",
        "(?:is|are|was|were|been|be) (?:considering|weighing|mulling|contemplating|pondering|exploring)|"
        r"considering whether|(?:considers|mulls|contemplates) \w+ing",
        _DOUBT,
        "",
    ),
    (
        "modality",
        "(?:has|have|had) (?:already )?(?:decided|committed|pledged|agreed|approved|adopted|signed)",
        _COMMITTED,
        "consider*|weigh*|mull*|contemplat*|ponder*|explor*|propos*|whether",
    ),
    ("modality", r"should(?! (?:he|she|it|they|the|a|any|be able))|must|ought to", _NEEDED, ""),
    (
        "date",
        "already|having just|ha(?:s|ve) just",
        "already|just|recent*|new*|fresh*|earlier|ago|last|yesterday|latest|this week|by now|"
        r"ha(?:s|ve) \w+ed",
        "imminent*|upcoming|incoming|forthcoming|soon|about to|will|due|scheduled|set to",
    ),
    ("negation", _SAYS_NOT, _NEGATIVE, ""),
    (
        "qualifier",
        "final (?:agreement|deal|decision|ruling|verdict|approval|vote|contract|version|draft|text|accord|"
        "settlement|treaty|list|report|result*)",
        "final*|definit*|binding|ultimate*|conclud*|complet*|irrevocab*|clinch*|seal*",
        "",
    ),
    (
        "qualifier",
        "tentative|preliminary|provisional",
        "tentativ*|prelimin*|provision*|draft*|interim|propos*|plan*|pending|temporar*|initial*|early|earli*|"
        "ratif*|subject to|first|in principle|so far|yet",
        "",
    ),
    (
        "qualifier",
        "successful (?:attempt|launch|flight|test|landing|operation|trial|strike|mission|bid)|successfully",
        "success*|unsuccess*|succe*|won|win*|pass*|achiev*|complet*|manag*|able|effect*|fail*|well|victor*",
        "",
    ),
)
"""What kind, what the claim says, what the evidence needs, and what it must say against it, if any."""
