"""Words by what happens to them in translation, as data for `names.py` and `integrity.py`."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What institutions, offices and places are called by: translated.
COMMON = _words("""
    network data system systems service services solution solutions technologies infrastructure highways highway water power
    electricity gas oil mining steel chemical chemicals motor motors automotive aviation space care safety climate nature food
    agriculture forest forestry fisheries housing construction planning innovation digital smart future global regional local
    rights human civil criminal appeal appeals constitutional administrative statistics census geological meteorological patent
    competition consumer customs tax revenue audit pension pensions stock securities monetary commerce crafts workers employers
    employees confederation championship prize award initiative framework accord declaration charter code annex strategy roadmap
    package bill hub campus laboratory laboratories lab labs faculty chair works plant factory mill farm farms garden gardens
    bridge tunnel line lines station terminal port ferry metro tram square avenue boulevard lane court village town valley lake
    bay cape coast delta river forest desert plateau basin square quarter borough county province land bundestag bundesrat
    landtag observatory telescope satellite mission programme programmes centre centres office offices bureau unit branch desk
    editor editorial news daily weekly post times herald tribune review journal guardian observer gazette
    lord lady sir dame baron baroness count countess bishop archbishop pope cardinal rabbi imam saint captain sergeant colonel
    monday tuesday good best big small young modern ancient middle upper inner outer special joint open free fair
    main alpine organização organización organizzazione organisatie nações naciones nazioni naties unidas unies unite verenigde
    institut ministerium ministerin minister bundesministerium kommission rat verband verein gesellschaft stiftung behörde amt
    união comissão parlamento conselho ministério ministro ministra presidente universidade instituto banco governo república
    estado estados tribunal câmara senado associação federação fundação agência empresa grupo norte sul leste oeste mar rio
    cidade rua avenida praça igreja museu escola estação natal páscoa guerra mundial reino rainha rei senhor senhora doutor
    doutora professora engenheiro engenheira europeia europeu nacional federal internacional
    parlement conseil ministère ministre président présidente université institut banque gouvernement état états sénat
    fédération fondation agence groupe nord sud est ouest mer ville rue place église musée école hôpital gare noël guerre
    mondiale royaume reine roi monsieur madame européenne
    unión comisión consejo ministerio universidad gobierno asociación fundación agencia sur este ciudad calle plaza iglesia
    escuela navidad guerra reina señor señora europea
    unione commissione consiglio ministero università istituto banca governo repubblica stato stati camera senato associazione
    fondazione agenzia gruppo ovest mare città via piazza chiesa scuola guerra regina signor signora
    unie commissie raad ministerie universiteit instituut regering republiek staat noord zuid oost zee stad straat kerk koning
    koningin mevrouw meneer
    präsident präsidentin sekretär königin länder märz
    academy act administration agency agreement airport akademi alliance appendix army association
    atlantic authority autumn bank bay bible black blue board buddhist business byrå cabinet canal
    castle cathedral catholic center central centre chairman chairwoman chamber chancellor chapter chief
    christian christmas church city club coast code college commission commissioner committee community
    company conference congress constitution convention council count court cup dag day deal defence
    defense departement departementet department deputy development directive director district division
    dr drottning duke earth east eastern economic economy education emperor empire energy environment
    estate euro europaparlamentet exchange executive exhibition fair federal federation festival figure
    finance financial fire first forum foundation fru fund förbundet games gate general god government
    governor great green group gud gulf hall harbor harbour head health herr high hill hospital hotel
    house i index industrial industry institute insurance international internet islam island islands
    jew journal judge justice king kingdom kommissionen kung kungliga labour lake law league lord
    länsstyrelsen magazine market mars mayor middle minister ministry monday moon mount mountain mr mrs
    ms museum muslim myndighet myndigheten national nations net new news nord norra north northern ocean
    office officer old olympic order organisation organization pacific page palace park parliament part
    party peace peninsula plan police policy port president prime prince princess prof professor program
    programme project protestant protocol public queen railway red regeringen region regulation report
    republic research reserve revolution riksdagen river road royal rådet saint school science sea
    second secretary section security senate senator service sir social society south southern square st
    state state-owned states station stock strait street summer summit sun supreme survey syd södra
    table team technology theatre third times tower trade transport treasury treaty tribunal trust union
    united universitet universitetet university valley venus vice väst västra war web week west western
    white winter world year youth zone öst östra
""")

# Short forms that change with the language (AI is KI, IA); losing one is not losing a name.
ACRONYMS = _words("""
    AD AI AIDS AM BC BIP BNP CEO CFO CO COO CTO DNA EC ECB EEA ESA EU EUA FN FRG FoU GDP GDR HIV HR IA
    II III IMF IPCC IT IV IX KI NATO NGO NGOs OECD ONU OTAN PIB PM PME PR R&D SME SMEs TI TV UAE UAV UE
    UK UN UNO US USA VAT VD VI VII VIII WHO WTO XI XIX XX XXI
""")

# Places outside CLDR's lists whose names change with the language.
EXONYMS = _words("""
    hamburg frankfurt leipzig dresden lübeck trier aachen mainz freiburg bremen koblenz konstanz regensburg augsburg salzburg
    innsbruck graz linz malmö uppsala turku helsingfors bergen trondheim aarhus liège leuven mechelen utrecht maastricht
    bordeaux marseille lyon nice grenoble bologna genoa genova padua verona trieste trent palermo valencia cordoba sevilla
    zaragoza santiago coimbra porto oporto krakau warschau posen stettin breslau pilsen brno brünn pressburg temesvar
    jerusalem bethlehem mecca alexandria tripoli algiers tangier new delhi saigon nanking canton
    africa alpen alps america andalusia angeles antarctica antwerp arctic asia balkans baltic basel
    bavaria bayern beijing bern bombay brittany bruges brunswick calcutta carinthia catalonia cologne
    colônia cracow crimea danube danzig donau europe florence florenz franconia gdansk geneva genf
    genève ghent gothenburg göteborg hague hannover hanover hesse hessen holstein jutland krakow köln
    lapland lappland lombardy lower lucerne mailand mediterranean milan moselle mumbai munich munique
    münchen naples neapel normandy nuremberg nürnberg ostsee palatinate peking pomerania prussia rhein
    rhine sachsen saragossa saxony scandinavia scania schleswig seville sicily silesia skåne strasbourg
    styria swabia thames thuringia thüringen turin tuscany tyrol venedig venice westphalia wroclaw york
    zurich zürich östersjön
""")

# The most frequent small words of a language: where several stand together in a translation, it was not translated.
FUNCTION: dict[str, frozenset[str]] = {
    "en": _words("the of and to in is that for it was on are as with his they at be this from have or by had not but what all were we "
                 "when your can said there an which their if will each about how up out them then she many some would into has more "
                 "than who its been after did where most other very just only before through such because does nobody"),
    "de": _words("der die das und ist in zu den von mit nicht ein eine für auf dem sich des sie im er es sind als auch an werden aus "
                 "hat dass wie einer bei noch um einen nach zum wird oder so über war sein haben nur aber mehr durch wenn vor zur "
                 "können bis unter wurde kann alle gegen vom ihre diese beim seit"),
    "sv": _words("och i att det som en på är av för med till den har de inte om ett han men var jag sig från vi så kan när år under "
                 "också efter eller nu sin där vid mot ska skulle kommer ut får finns vara hade alla andra mycket än här då bara mellan "
                 "över blir saknar måste utan enligt"),
    "pt": _words("de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou ser "
                 "quando muito há nos já está eu também só pelo pela até isso ela entre era depois sem mesmo aos ter seus quem nas me "
                 "esse eles estão você tinha foram essa num nem suas meu às"),
    "fr": _words("de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec ou son aux ont "
                 "été cette mais comme elle leur nous tout fait aussi sans entre après"),
    "es": _words("de la que el en y a los del se las por un para con no una su al lo como más pero sus le ya o este sí porque esta "
                 "entre cuando muy sin sobre también me hasta hay donde quien desde todo nos durante"),
    "it": _words("di e il la che in a per un è del non sono una con si da le dei al nel i come più anche ma della lo ha se alla gli "
                 "dalla sul questo hanno tra dopo"),
    "nl": _words("de van het een en in is dat op te zijn met voor niet aan er om ook als dan maar bij door over uit naar wordt hebben "
                 "heeft nog worden deze geen"),
}  # fmt: skip

# Words that deny.
NEGATIONS: dict[str, frozenset[str]] = {
    "en": _words("not n't no never none nobody nothing neither nor nowhere cannot without"),
    "de": _words(
        "nicht kein keine keinen keinem keiner keines nie niemals niemand niemanden nichts weder ohne"
    ),
    "sv": _words("inte ej icke ingen inget inga aldrig ingenting varken utan"),
    "pt": _words("não nem nunca jamais nenhum nenhuma ninguém nada sem tampouco"),
    "fr": _words("ne n pas jamais aucun aucune personne rien ni sans"),
    "es": _words("no ni nunca jamás ningún ninguno ninguna nadie nada sin tampoco"),
    "it": _words("non né mai nessun nessuno nessuna niente nulla senza neanche"),
    "nl": _words("niet geen nooit niemand niets noch zonder"),
}

# Words that can stand for one of those ("nothing but" is "only", "not many" is "hardly any").
HALF_NEGATIONS: dict[str, frozenset[str]] = {
    "en": _words("hardly barely scarcely unable fail fails failed failing lack lacks lacked lacking refuse refuses refused unless only "
                 "just rather instead stop stopped avoid avoids few little free except deny denies denied"),
    "de": _words("kaum nirgends nirgendwo nur mangelt fehlt fehlen fehlte statt anstatt lediglich wenig wenige verweigert frei außer "
                 "erst sonst unmöglich unbekannt"),
    "sv": _words("knappt knappast saknar saknas saknade vägrar vägrade endast bara få lite istället fri förutom först omöjligt okänt"),
    "pt": _words("apenas só falta faltam faltou deixa deixou deixar exceto senão dificilmente mal pouco poucos recusa recusou livre "
                 "impossível incapaz além vez"),
    "fr": _words("guère seulement que manque sauf peu refuse au"),
    "es": _words("solo sólo falta apenas salvo poco pocos imposible vez"),
    "it": _words("solo soltanto manca appena salvo poco pochi impossibile invece"),
    "nl": _words("nauwelijks nergens slechts alleen behalve weinig pas"),
}  # fmt: skip
