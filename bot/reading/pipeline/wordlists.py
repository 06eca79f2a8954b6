"""Word lists by which names are told from other words.

They are parts of patterns (endings, prefixes, head nouns), not words with a meaning to show; those stand in
config/lexicon.yaml.
"""

from __future__ import annotations


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# Stems of the WHO's list of international non-proprietary names that few other English words end in.
STEMS = _words(
    """mab nib cept leucel vec sirsen rsen siran mersen parib ciclib rafenib degib zomib lisib sertib
        toclax pivat sidenib inostat statin gliptin gliflozin glutide natide reotide relotide etide
        tirelin relix golix lutamide vir buvir asvir previr tegravir ciclovir penem bactam floxacin
        cycline mycin oxacin sulfactam conazole fungin prazole sartan dipine triptan gepant orexant setron
        peridone apine racetam caftor lukast tropium fenacin ciguat entan xaban gatran platin rubicin
        taxel bulin citabine citidine trexed trexate imus limus imod kinra filgrastim poetin glucagon
        plase estrant oxifene oxifen vaptan pitant ampanel coxib glitazone glitazar glinide ibat xibat
        adenant calcet fibranor melteon nertant lucast begron caserin denoson clidinium trombopag dustat
        stiline bersat fexor butid zolast rotene calcitol tesind ganan cilian ciclone ersen oligide gene
        azepam barbital oxetine cinnarin faxine piprazole semide thiazide olol pamil prostone terol
        tansine dotin tecan siltide paratide actide motide pegol cilexetil medoxomil dopa verine
        triptyline luzole grobep curonium flurane capone caine opitant cavir cerfont stat tide icline
        delgat prost prostinil arebant quinone kalner parant aviprone velotor rasib caprant asteride
        methasone olone onide fibrate tidine tiapine trigine zocine spirone zodone naltrexone
        fentanil orphine norphine gabalin bamate giline stigmine dronate afil grel pamil pril prilat azosin
        profen mustine poside racil fosfamide astine azoline ephrine carpine tropine nabinol tirom glipron
        ilast grast grastim stim tug bart nercept leukin ermin kacin micin thromycin cillin nidazole azole
        oxaban parin pressin tocin psilocin cybin oxan temcel ocel clone kib amig omig imig meran dekin
        takin pixant nexor domide anserin aterone mulin idone"""
)
STEM_TAILS = frozenset(stem[-3:] for stem in STEMS)
ENGLISH_LIKE_STEMS = _words(
    """peptide nucleotide thermostat photostat transgene hygiene rheostat cryostat hemostat antigene oncogene
    glycogene supergene hypogene cocaine vaccine medicine glucagon instat ecstat cryptogene hightide riptide
    eventide betide interleukin globulin concept intercept precept maximus cholesterol myostatin anthracycline
    cyclone andersen pettersen torgersen petersen"""
)

# What stands before the digits in words that look like codes and are none: genes, forms, quarters,
# currencies.
NO_CODES = frozenset(
    _words(
        """covid cdk flt met ret alk ntrk pdl kit idh trk tyk btk cgrp gip gcg fap nectin claudin fox mmp cox
        usa uk ce ivd hkex sehk tase asx lse aim
        sars nct isrctn eudract il cd pd her jak glp cyp tnf tgf vegf egfr kras braf fgfr fy cy ytd h q
        iso ich ifrs ias asc asu sfas cfr form rule section hiv hsv hpv htlv cmv rsv ebv aav hba brca bcl
        stat ctla muc erk mek akt nyse nasdaq otc otcqb tsx isin us wo ep ca cn jp kr tw usd eur cad gbp
        rmb suite room tel fax ext po no tmprss trp gpr pik sglt bcma dll ccr cxcr nlrp tlr ht sirt hdac
        parp icd cpt drg hcpcs psma co mri ecog recist madrs hamd apoc hif klk pnpla tfr factor series
        class unit page item part table group cohort arm step year day week month grade type level version
        usp din en iec astm wi-fi fda sek nok dkk chf aud inr hkd sgd nis hla car nk til bcr eml pml npm
        pcsk fcrn complement anti non pre post sub hr ci or rr dna rna ige igg iga igm clia msci russell
        ftse dax csi omx stoxx sp world top"""
    )
)

# Nouns by which a text says that a name is a medicine's or a device's.
HEAD_NOUNS = _words(
    """inhibitors? agonist antagonist antibody vaccine immunotherapy therapy therapeutic drug candidate
        molecule peptide treatment formulation device agent compound biologic conjugate sirna degrader
        modulator activator blocker injectable implant hydrogel analog(?:ue)? stimulator gel cream spray
        oligonucleotide adenovirus substitute radiotherapeutic radiopharmaceutical antiviral
        antibiotic antifungal steroid opioid prodrug medicine biosimilar stent valve catheter
        immunotherapeutic stimulant depressant vector guide system test assay scaffold glue
        """
)

# Endings of plain words; a name without a mark or digits has none of them.
COMMON_ENDINGS = _words(
    """tion sion ment ing ed ity ness ers ors ists therapy ism ogy ics ure ance ence able ible ive al ous
        ful less ly ic ary ory cy phy age ship ist er or ty ies ts ns ls ms es ks ds gs ia oma itis osis
        emia ease ome cer cell ect ant ent one gram gene"""
)
# Endings that rule a name out even in brackets after another name.
PLAIN_ENDINGS = _words("tion ment ing ed ity ness ly therapy ance ology cells tumors ders")
# Nouns that a mark may follow; the name is then the words before them as well ("Neuro-Spinal Scaffold™").
BRANDED_NOUNS = frozenset(
    _words(
        """scaffold system device patch gel test guide stent valve catheter therapy implant kit panel pump pen
        capsules tablets injection cream"""
    )
)
COMMON_WORDS = frozenset(
    _words(
        """this that which there here treatment company product drug vaccine therapy placebo surgery insulin
        chemotherapy platform technology today what pipeline lead each both study trial dose data phase it
        we he she they with from for and of clinical results pharma team group goal market approach together
        take including formerly
        january february march april may june july august september october november december monday
        tuesday wednesday thursday friday"""
    )
)

# Abbreviations that stand where a condition's would and name none.
NO_CONDITIONS = frozenset(
    _words(
        """FDA EMA US EU UK NDA BLA IND CTA USA ASH ASCO CNS R&D SAD MAD PK PD CEO CFO CMO PR IR GMP CMC
        EOP MHRA NMPA EC DNA RNA AACR EHA AAN ADA ESMO II III IV TN ITK JAK3 OS ORR PFS CR MSC ET PT CT GI
        HCT SC IM QD PO"""
    )
)
# Words that by themselves say nothing of which condition is meant.
GENERAL_WORDS = frozenset(
    _words(
        """the a of and or in disease diseases disorder disorders condition conditions malignancies infection
        infections cancer cancers pain injury failure syndrome late-stage early-stage advanced serious
        rare severe life-threatening debilitating high-risk human many other various devastating
        difficult-to-treat this these intermediate-to-high-risk complications surgery patients broad range
        tumor tumors metastatic recurrent newly diagnosed chronic acute moderate localized relapsed
        refractory adult adults pediatric treatment invasive non-invasive local systemic
        inoperable unmet medical need needs challenging difficult multiple"""
    )
)
# Kinds of condition: two of a kind are not the same ("myeloid leukemia", "lymphocytic leukemia").
CONDITION_KINDS = frozenset(
    _words(
        """leukemia leukaemia lymphoma sarcoma carcinoma adenocarcinoma myeloma fibrosis arthritis hepatitis
        dystrophy deficiency atrophy anemia neuropathy nephropathy dermatitis"""
    )
)

# Words of a company's name that many companies share; they name no one company.
COMPANY_WORDS = frozenset(
    _words(
        """therapeutics pharma pharmaceuticals pharmaceutical bio biotech biosciences biopharma medical
        health holdings group labs inc corp ltd the and life sciences"""
    )
)

# Words and endings that name a condition; parts of a pattern.
CONDITIONS = _words(
    r"""cancers? carcinomas? \w{2,}omas? \w{3,}itis
    \w{2,}(?:osis|oses|emias?|aemias?|enia|onia|opia|exia|oxia|esia|plegia|algia|uria|trophy|plasias?|ectasia|phobia|rhea|pathy|pathies|plasms?)
    diseases? disorders? syndromes? infections? tumou?rs? malignanc\w+ diabetes pain depression
    deficienc\w+ failure obesity asthma dystrophy insufficiency covid-19 influenza hiv injur\w+
    strokes? seizures? epilepsy hypertension migraines? acne wounds? ulcers? burns? allerg\w+
    (?:hearing|vision|hair|weight)\sloss lameness atrophy degeneration autism schizophrenia insomnia
    addiction dependence withdrawal hypotension o?edema fractures? ha?emophilia rejection sepsis shock
    malaria dementia anxiety agitation psychosis dyskinesia spasticity distress incontinence \w*thyroidism
    infertility contraception menopaus\w+ detachment\ssurgery detachment blindness cataracts? dry\seye
    myopia presbyopia alopecia vitiligo eczema rosacea psoriasis lupus crohn['’]s alzheimer['’]s
    parkinson['’]s huntington['’]s sclerosis pneumonia hypogonadism acromegaly colic ischemia fever
    gout narcolepsy cachexia mucositis cirrhosis aneurysms? arrhythmia fibrillation surgical\ssite
    margin complications smallpox mpox anthrax rsv als dmd copd nash mash ptsd adhd cough apnea
    conditions? urticaria angioedema lymphedema \w+axia \w*paresis \w*stas[ei]s pals(?:y|ies)
    paralysis tremors? molluscum chorea h?a?emorrhages? bleeding embolism infarction gvhd cramps? spasms?
    abrasions? warts? vasomotor\ssymptoms mania hot\sflashes pre-?eclampsia scars? scarring flu dengue zika
    ebola cellulite smoking\scessation vaping\scessation tuberculosis hernias? fistulas? constipation
    nausea vomiting regurgitation intoxication overdose vasospasms? cholera typhoid varicella zoster rabies
    botulism gonorrhoea occlusions? poisoning \w{3,}toxicity deafness weight\smanagement puberty
    \w{4,}virus"""
)

# Words that end the phrase in which a condition is named.
PHRASE_ENDS = _words(
    r"""who whom that which is are was were has have had with at after following using via versus compared
    including conducted evaluating will as by on from to under where plus enrol\w* designed during through
    while when whose since based announced expected currently not be been we it in for treated
    than aimed aims aiming intended presented meeting announces reports presents receives\b completes announce
    receiving caused without despite per if into but because combined alone undergoing met fully
    continued achieved reported reduced improved led showed demonstrated completed granted received
    awarded across away due supporting demonstrating affecting remains represents driven among ahead
    such like around about requiring randomizing within before being continues? remaining did does
    of\s(?:\d|age|the\sfda) trial study studies
    clinical program imaging drug drugs market therapy therapies treatments? vaccines? products?
    patients? portfolio franchise indications?"""
)
