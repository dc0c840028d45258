import { Module } from '@nestjs/common';
import { KeepTexts } from './keep-texts.js';
import { KeptTextsRepository } from './kept-texts.repository.js';

/** A separate module, because every user of Sectigo reports unreadable replies to it. */
@Module({ providers: [KeepTexts, KeptTextsRepository], exports: [KeepTexts, KeptTextsRepository] })
export class KeptTextsModule {}
