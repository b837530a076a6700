"""Words by what happens to them in translation, as data for `names.py`."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What institutions, offices and places are called by, in English and Swedish: translated.
COMMON = _words("""
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
